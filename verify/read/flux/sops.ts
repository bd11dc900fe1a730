/** What SOPS encrypted, which Flux decrypts before it applies it. */
import { isMap, mapAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';

/** Whether a text is, or contains, the ciphertext of SOPS. */
export const isEncrypted = (text: string): boolean => text.includes('ENC[AES256_GCM,');

/** The object without what SOPS adds to it. Its ciphertext is encoded, as data of a Secret must be. */
export function withoutSops(placed: Placed): Placed {
  const { sops, ...object } = placed.object;
  if (!isMap(sops)) return placed;
  const encoded = (value: unknown) => (isEncrypted(textFrom(value)) ? Buffer.from(textFrom(value)).toString('base64') : value);
  const data = Object.entries(mapAt(object, 'data')).map(([key, value]) => [key, encoded(value)]);
  return {
    ...placed,
    object: { ...object, ...(object.kind === 'Secret' && data.length > 0 && { data: Object.fromEntries(data) }) } as Manifest,
  };
}
