import { overviewWords } from '../../words/overview';

const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;

/** So many of so many, as an arc; one ink for all, because no ring is good or bad. */
export function RingPicture({ done, of }: { done: number | null; of: number | null }) {
  const say = overviewWords.value;
  const counted = done !== null && of !== null && of > 0;
  const arc = counted ? (done / of) * AROUND : 0;
  return (
    <svg class="ring" viewBox="0 0 100 100" role="img" aria-label={counted ? say.ringValue(done, of) : say.nothing}>
      <circle class="ring-track" cx="50" cy="50" r={RADIUS} />
      {arc > 0 && (
        <circle
          class="ring-arc"
          cx="50"
          cy="50"
          r={RADIUS}
          stroke-dasharray={`${arc} ${AROUND}`}
          transform="rotate(-90 50 50)"
        />
      )}
      {counted ? (
        <>
          <text class="ring-done" x="50" y="54">
            {done}
          </text>
          <text class="ring-of" x="50" y="70">
            {say.outOf(of)}
          </text>
        </>
      ) : (
        <text class="ring-of" x="50" y="55">
          {say.nothing}
        </text>
      )}
    </svg>
  );
}
