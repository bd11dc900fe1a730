/** Finds plaintext credentials in Tempo's configuration, in committed Secrets and in the variables of containers. */
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
  return leavesOf(config).flatMap(([path, value]) => {
    const key = String(path.at(-1) ?? '');
    if (typeof value !== 'string' || value === '' || !isSecretKey(key) || REFERENCE.test(value)) return [];
    const variable = key.endsWith('access_key') ? ACCESS_KEY_ID : SECRET_ACCESS_KEY;
    const fix = `use a variable such as \${${variable}}, from a Secret`;
    const statement = HYGIENE_RULES.says('credential-in-configuration', 'contains a credential in plain text', fix);
    return [error(placed.place, statement, { ...aboutObject(placed.object), part: path.join('.') })];
  });
}

/** Plaintext Secrets that are committed, except those that the cluster file allows. */
export function plainSecrets(world: World): Finding[] {
  if (world.declared.plaintext) return [];
  const instead = world.isOurs ? 'use tempo.credentials.externalSecret or sealedSecret' : 'use an ExternalSecret or a SealedSecret';
  return committed(world)
    .filter(({ object }) => object.kind === 'Secret' && groupOf(object) === '' && holdsValues(object))
    .map(({ object, place }) => error(place, HYGIENE_RULES.says('secret-in-git', 'is in git in plain text', instead), aboutObject(object)));
}

/** The objects in git: all except those that charts render in the cluster. */
function committed({ objects, releases }: World): readonly Placed[] {
  const elsewhere = new Set(releases.flatMap((release) => (release.isRenderedAlready ? [] : release.objects)));
  return objects.filter((placed) => !elsewhere.has(placed));
}

/** Not secret: placeholders of argocd-vault-plugin, encrypted values and variables. */
const PLACEHOLDER = /^<path:.+>$|^ENC\[|^\$\{?\w+\}?$|^$/;

/** kustomize encodes a file as it is in git, so ciphertext may be encoded. */
const isHarmless = (text: string): boolean =>
  PLACEHOLDER.test(text) || dependsOnUnknown(text) || isEncrypted(Buffer.from(text, 'base64').toString('latin1'));

const holdsValues = (secret: Placed['object']): boolean =>
  [...Object.values(mapAt(secret, 'stringData')), ...Object.values(mapAt(secret, 'data'))].some((value) => !isHarmless(textFrom(value)));

/** Variables with a plaintext credential, which everybody can see who can read the pod. */
export const plainVariables = ({ placed, containers }: Pod): Finding[] =>
  containers.flatMap(({ name, env }) =>
    env
      .filter(({ name: variable, value }) => value && isSecretVariable(variable) && !/^\$\(\w+\)$|^\//.test(value))
      .map(({ name: variable }) =>
        error(
          placed.place,
          HYGIENE_RULES.says('credential-in-variable', `variable ${variable} contains a credential in plain text`, 'set it from a Secret'),
          { ...aboutObject(placed.object), part: `container ${name}` },
        ),
      ),
  );
