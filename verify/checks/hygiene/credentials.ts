/** Finds plaintext credentials in Tempo's configuration, in committed Secrets and in the variables of containers. */
import path from 'node:path';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../../charts/tempo/credentials/secret';
import { error, type Finding } from '../../../lib/findings/finding';
import { leavesOf, mapAt, textFrom } from '../../../lib/yaml/parsed';
import { isEncrypted } from '../../read/flux/sops';
import { dependsOnUnknown } from '../../read/flux/variables';
import type { Placed, World } from '../../stack';
import { aboutObject, groupOf, type Pod } from '../../world/kubernetes';
import { isSecretKey, isSecretVariable } from '../../world/secret-names';
import type { RunningTempo } from '../../world/tempo';
import { HYGIENE_RULES } from './rules';

const REFERENCE = /^\$\{\w+\}$/;

/** Keys of Tempo's configuration that contain a credential instead of a variable. */
export function configuredCredentials({ config, placed }: RunningTempo): Finding[] {
  if (placed.object.kind === 'Secret') return [];
  return leavesOf(config).flatMap(([keys, value]) => {
    const key = String(keys.at(-1) ?? '');
    if (typeof value !== 'string' || value === '' || !isSecretKey(key) || REFERENCE.test(value) || dependsOnUnknown(value)) return [];
    const variable = key.endsWith('access_key') ? ACCESS_KEY_ID : SECRET_ACCESS_KEY;
    const fix = `use a variable such as \${${variable}}, from a Secret`;
    const statement = HYGIENE_RULES.says('credential-in-configuration', 'contains a credential in plain text', fix);
    return [error(placed.place, statement, { ...aboutObject(placed.object), part: keys.join('.') })];
  });
}

/** Plaintext Secrets that are committed, except those that the cluster file allows. */
export function plainSecrets(world: World): Finding[] {
  if (world.declared.plaintext) return [];
  const instead = world.isOurs ? 'use tempo.credentials.externalSecret or sealedSecret' : 'use an ExternalSecret or a SealedSecret';
  return committed(world)
    .filter(
      ({ object, place }) =>
        object.kind === 'Secret' && groupOf(object) === '' && (world.isOurs || !isExample(place.file)) && holdsValues(object),
    )
    .map(({ object, place }) =>
      error(place, HYGIENE_RULES.says('secret-in-git', 'is committed in plain text', instead), aboutObject(object)),
    );
}

/** The objects in git: all except those that charts render in the cluster. */
function committed({ objects, releases }: World): readonly Placed[] {
  const elsewhere = new Set(releases.flatMap((release) => (release.isRenderedAlready ? [] : release.objects)));
  return objects.filter((placed) => !elsewhere.has(placed));
}

/** Not secret: placeholders of argocd-vault-plugin, encrypted values and variables. */
const PLACEHOLDER = /^<.+>$|^ENC\[|^\$\{?\w+\}?$|^(change[-_]?me|replace[-_]?me|x{3,}|\*{3,}|your[-_ ].*)$|^$/i;

/** A file to be copied, such as `secret.example.yaml`, which is not applied itself. */
const EXAMPLE = /(^|[._-])(example|sample|template|dummy)([._-]|$)/;

/** kustomize encodes a file as it is in git, so ciphertext may be encoded. */
const isHarmless = (text: string): boolean =>
  PLACEHOLDER.test(text) || dependsOnUnknown(text) || isEncrypted(Buffer.from(text, 'base64').toString('latin1'));

const isExample = (file: string): boolean => EXAMPLE.test(path.basename(file));

/** Where some values are encrypted or variables, the others are no credentials, unless their keys say so. */
function holdsValues(secret: Placed['object']): boolean {
  const all = [...Object.entries(mapAt(secret, 'stringData')), ...Object.entries(mapAt(secret, 'data'))].map(
    ([key, value]) => [key, textFrom(value)] as const,
  );
  const isKept = all.some(([, value]) => value !== '' && isHarmless(value));
  return all.some(([key, value]) => !isHarmless(value) && (!isKept || isSecretVariable(key) || isSecretKey(key)));
}

/** Variables with a plaintext credential, which everybody can see who can read the pod. */
export const plainVariables = ({ placed, containers }: Pod): Finding[] =>
  containers.flatMap(({ name, env }) =>
    env
      .filter(
        ({ name: variable, value }) =>
          value && isSecretVariable(variable) && !/^\$(\(\w+\)|\{\w+\})$|^\//.test(value) && !dependsOnUnknown(value),
      )
      .map(({ name: variable }) =>
        error(
          placed.place,
          HYGIENE_RULES.says('credential-in-variable', `variable ${variable} contains a credential in plain text`, 'set it from a Secret'),
          { ...aboutObject(placed.object), part: `container ${name}` },
        ),
      ),
  );
