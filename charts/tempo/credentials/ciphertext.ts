/** The ciphertext of Sealed Secrets: base64 of the length of the sealed session key in two bytes, that key, and the value. */

/** The length of the tag at the end of the value. */
const TAG = 16;

/** Whether nothing of a ciphertext is missing, as far as its length tells (pkg/crypto/crypto.go of v0.36.6). White space in it is ignored. */
export function isWholeCiphertext(text: string): boolean {
  const base64 = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return false;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0) + TAG;
}
