const LONGEST = 1600;
const QUALITY = 0.85;

/** How large a picture is kept: its longer side at most 1600 px, never larger than it is. */
export function fit(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Draw a picture anew as a JPEG: small enough for a slow line, and without the place and the phone that a camera
 * writes into it.
 * @throws when the file is no picture.
 */
export async function shrink(file: File): Promise<File> {
  const picture = await createImageBitmap(file);
  const { width, height } = fit(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  // A drawing with clear parts would turn black in a JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (drawn === null) throw new Error('no picture');
  return new File([drawn], 'photo.jpg', { type: 'image/jpeg' });
}
