const SIDE = 512;

/**
 * The middle of a picture, square and small; where and with what it was taken stays behind. What the browser cannot read is
 * sent as it is, for the server to say what is wrong with it.
 */
export async function squarePicture(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file);
    const side = Math.min(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.min(SIDE, side);
    const pen = canvas.getContext('2d');
    if (pen === null) return file;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
    pen.drawImage(bitmap, left, top, side, side, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.9));
  } catch {
    return file;
  }
}
