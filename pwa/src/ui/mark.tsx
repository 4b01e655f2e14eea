/** The mark: one arch that holds two banks together. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 64 64" width="32" height="32" aria-hidden="true">
      <rect width="64" height="64" rx="15" class="mark-ground" />
      <path class="mark-line" stroke-width="5" d="M10 45C18 21 46 21 54 45" />
      <path class="mark-line" stroke-width="4" d="M8 45h48" />
      <path class="mark-line" stroke-width="3" d="M24 31v14M32 28v17M40 31v14" />
    </svg>
  );
}
