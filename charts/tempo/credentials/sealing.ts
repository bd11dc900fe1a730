/** Seals a value as kubeseal does (bitnami-labs/sealed-secrets v0.36.6, pkg/crypto/crypto.go, HybridEncrypt). */
import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { Refusal } from '../../../lib/command-line/errors';

/** Where a ciphertext can be decrypted: in one Secret, in one namespace, or anywhere in the cluster. */
export const SCOPES = ['strict', 'namespace-wide', 'cluster-wide'] as const;
export type Scope = (typeof SCOPES)[number];

/** The label of a ciphertext. The controller can decrypt it only if it computes the same label. */
export function labelFor(scope: Scope, namespace: string, name: string): string {
  if (scope === 'cluster-wide') return '';
  return scope === 'strict' ? `${namespace}/${name}` : namespace;
}

/**
 * @param certificate the controller's public certificate, PEM
 * @returns base64, see `sealWith`
 * @throws Refusal for a text that is not a certificate
 */
export function sealValue(value: string, certificate: string, label: string): string {
  return sealWith(value, publicKeyOf(certificate), label);
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

function publicKeyOf(certificate: string): KeyObject {
  try {
    return new X509Certificate(certificate).publicKey;
  } catch {
    throw new Refusal('the certificate of Sealed Secrets cannot be read; write the output of `kubeseal --fetch-cert` to its file');
  }
}
