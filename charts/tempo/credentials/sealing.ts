/** Seals a value as kubeseal does (bitnami-labs/sealed-secrets v0.36.6, pkg/crypto/crypto.go, HybridEncrypt). */
import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';

/** Where a ciphertext can be decrypted: in one Secret, in one namespace, or anywhere in the cluster. */
export const SCOPES = ['strict', 'namespace-wide', 'cluster-wide'] as const;
export type Scope = (typeof SCOPES)[number];

/** The label of a ciphertext. The controller can decrypt it only if it computes the same label. */
export function labelFor(scope: Scope, namespace: string, name: string): string {
  if (scope === 'cluster-wide') return '';
  return scope === 'strict' ? `${namespace}/${name}` : namespace;
}

/** @returns base64 of: the length of the sealed session key in two bytes, that key by RSA-OAEP with SHA-256, the value by AES-256-GCM */
export function sealWith(value: string, key: KeyObject, label: string): string {
  const sessionKey = randomBytes(32);
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', ...(label && { oaepLabel: Buffer.from(label) }) };
  const sealedKey = publicEncrypt({ key, ...padding }, sessionKey);
  // The session key is used only once, so the nonce can be zero.
  const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealedKey.length);
  return Buffer.concat([length, sealedKey, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** In bits. Go, in which the controller is written, refuses shorter keys of RSA. */
const SHORTEST_KEY = 1024;

/**
 * The key of the controller, or why a value cannot be sealed with it. kubeseal refuses a certificate that has expired, too.
 * @param certificate the controller's public certificate, PEM
 */
export function keyOfCertificate(certificate: string, now: Date): { readonly key: KeyObject } | { readonly problem: string } {
  const read = parsed(certificate);
  if (!read) return { problem: 'not a certificate' };
  const { publicKey: key, validTo } = read;
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < SHORTEST_KEY)
    return { problem: `a certificate with a key that Sealed Secrets does not use (${keyText(key.asymmetricKeyType, modulusLength)})` };
  if (Date.parse(validTo) < now.getTime())
    return { problem: `a certificate that expired on ${new Date(validTo).toISOString().slice(0, 10)}` };
  return { key };
}

const keyText = (type = 'unknown', bits = 0): string => (type === 'rsa' ? `RSA with ${bits} bits` : type.toUpperCase());

function parsed(certificate: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate);
  } catch {
    return undefined;
  }
}
