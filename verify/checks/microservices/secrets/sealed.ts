/** Checks that the controller of Sealed Secrets can decrypt each SealedSecret. */
import { isWholeCiphertext } from '../../../../charts/tempo/credentials/ciphertext';
import type { Statement } from '../../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest } from '../../../stack';
import type { Declared } from '../../../world/declared';
import { annotationOf } from '../../../world/kubernetes';
import { MICROSERVICES_RULES } from '../rules';

const says = (problem: string, fix: string): Statement => MICROSERVICES_RULES.says('sealed-secret', problem, fix);

const ciphertextsOf = (object: Manifest): [key: string, text: string][] =>
  Object.entries(mapAt(object, 'spec', 'encryptedData')).map(([key, value]) => [key, typeof value === 'string' ? value : '']);

/** Ciphertexts that are too short or not base64. */
export const sealedMistakes = (object: Manifest): Statement[] =>
  ciphertextsOf(object).flatMap(([key, text]) =>
    isWholeCiphertext(text)
      ? []
      : [says(`spec.encryptedData.${key} is not a whole ciphertext, so it cannot be decrypted`, 'seal the value again')],
  );

const DOMAIN = 'sealedsecrets.bitnami.com/';
const SCOPES = ['cluster-wide', 'namespace-wide'] as const;

/** Differences from the cluster file. */
export function sealedDifferences(object: Manifest, { ciphertexts, scope }: NonNullable<Declared['sealedSecret']>): Statement[] {
  // The widest scope takes precedence. The annotations of the template have no effect.
  const found = SCOPES.find((name) => annotationOf(object, `${DOMAIN}${name}`) === 'true') ?? 'strict';
  const changed = ciphertextsOf(object).filter(
    ([key, text]) => ciphertexts[key] !== undefined && ciphertexts[key] !== text && isWholeCiphertext(text),
  );
  const replaced = Object.keys(mapAt(object, 'spec', 'template', 'data')).filter((key) => ciphertexts[key] !== undefined);
  return [
    ...changed.map(([key]) => says(`spec.encryptedData.${key} is not the ciphertext of the cluster file`, RUN_SYNTH)),
    ...replaced.map((key) => says(`spec.template.data.${key} replaces the decrypted value`, 'remove it')),
    ...(found === scope
      ? []
      : [says(`its annotations say scope ${found}, but the cluster file has ${scope}, so it cannot be decrypted`, fixFor(scope))]),
    ...(mapAt(object, 'spec', 'template').immutable === true
      ? [says('spec.template.immutable is true, so a new key does not reach the Secret', 'remove it')]
      : []),
  ];
}

const fixFor = (scope: string): string =>
  scope === 'strict' ? `remove ${SCOPES.map((name) => `${DOMAIN}${name}`).join(' and ')}` : `annotate it with ${DOMAIN}${scope}: 'true'`;

/** The controller takes the name and the namespace of the SealedSecret. */
export function ignoredNames(object: Manifest): Statement[] {
  return (['name', 'namespace'] as const).flatMap((field) => {
    const text = textAt(object, 'spec', 'template', 'metadata', field);
    const own = object.metadata[field];
    if (text === undefined || own === undefined || text === own) return [];
    const problem = `spec.template.metadata.${field} is ${text}, but the controller makes the Secret with ${field} ${own}`;
    return [says(problem, `use ${own}`)];
  });
}
