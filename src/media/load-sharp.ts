/** With libvips, 10 MB of memory: taken by processes that are given an image. */
export async function loadSharp() {
  return (await import('sharp')).default;
}
