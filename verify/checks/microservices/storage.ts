/** Checks that Tempo's storage is that of the cluster file, with credentials. */
import { BACKENDS } from '../../../charts/tempo/storage/backends';
import { reference } from '../../../charts/tempo/storage/expand-env';
import type { CredentialField, RenderedBackend } from '../../../charts/tempo/storage/rendered';
import { backendNamed } from '../../../charts/tempo/storage/storage';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { at, leavesOf, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Declared, DeclaredField } from '../../world/declared';
import { aboutObject } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

/** `storage.trace.<backend>` of a rendered configuration. */
type Part = Readonly<Record<string, unknown>>;

export function checkStorage({ config, placed, readers }: RunningTempo, { declared, isOurs }: World): Finding[] {
  const trace = at(config, 'storage', 'trace');
  const name = textAt(trace, 'backend');
  const wrong = (statement: Statement) => error(placed.place, statement, aboutObject(placed.object));
  const { storage } = declared;
  if (storage && name !== storage.name) {
    const problem = `storage.trace.backend ${isText(name)}, but ${storage.key} of the cluster file is ${storage.name}, so no trace reaches ${storage.destination}`;
    return [wrong(MICROSERVICES_RULES.says('other-backend', problem, `set it to ${storage.name}`))];
  }
  const backend = backendNamed(name);
  if (name === undefined || !backend) return [];
  const { renamed = (fields) => fields } = backend.rendered;
  const part = renamed(mapAt(trace, name));
  const path = `storage.trace.${name}`;
  const variables = readers.flatMap(({ container }) => container.env.map((variable) => variable.name));
  return [
    ...credentialMistakes(part, path, backend.rendered, { variables, needsKeys: isOurs && !declared.identity }),
    ...(storage?.fields ?? []).flatMap((field) => difference(field, part, path) ?? []),
    ...(isOurs ? otherBlocks(mapAt(trace), name, declared) : []),
  ].map(wrong);
}

/**
 * The settings of backends that are not in use, but for those in the user's own values. Both charts write the folder of the local
 * disk, whatever the backend.
 */
function otherBlocks(trace: Part, name: string, { values }: Declared): Statement[] {
  const others = Object.keys(BACKENDS).filter(
    (other) => other !== name && other !== 'local' && Object.keys(mapAt(trace, other)).length > 0,
  );
  const isUsers = (other: string) => leavesOf(values.tempo).some(([path]) => path.includes(other));
  return others
    .filter((other) => !isUsers(other))
    .map((other) => MICROSERVICES_RULES.says('other-block', `storage.trace.${other} is set, but the backend is ${name}`, 'remove it'));
}

/** Checks that the Job and its policy use the bucket that Tempo writes to. */
export function checkBucket({ objects, declared: { storage } }: World): Finding[] {
  const bucket = storage?.bucket?.name;
  if (bucket === undefined) return [];
  return objects.flatMap(({ object, place, rendered }) =>
    rendered || object.kind !== 'ConfigMap'
      ? []
      : Object.entries(mapAt(object, 'data')).flatMap(([key, text]) =>
          otherBuckets(textFrom(text), bucket).map((other) => {
            const problem = `${key} uses the bucket ${other}, but Tempo writes to ${bucket}`;
            return error(place, MICROSERVICES_RULES.says('other-bucket', problem, `replace ${other} by ${bucket}`), {
              ...aboutObject(object),
            });
          }),
        ),
  );
}

/** The buckets of `mc mb` commands and of policies in a text, without the expected one. */
function otherBuckets(text: string, bucket: string): string[] {
  const named = [...text.matchAll(/\bmb (?:--\S+ (?:[^-\s/][^\s/]* )?)*\w+\/([\w.-]+)|\barn:aws:s3:::([\w.-]+)/g)];
  const buckets = named.flatMap(([, made, permitted]) => made ?? permitted ?? []);
  return [...new Set(buckets)].filter((other) => other !== bucket);
}

interface Client {
  /** The names of the environment variables of Tempo's processes. */
  readonly variables: readonly string[];
  /** Whether it must find keys there. */
  readonly needsKeys: boolean;
}

/** Checks that each credential is in its own field, unless the client has another source of credentials. */
function credentialMistakes(part: Part, path: string, { credentials, findsCredentialsBy }: RenderedBackend, client: Client): Statement[] {
  const textOf = ({ field }: CredentialField) => textAt(part, field) ?? '';
  const swapped = credentials.flatMap((one, index) =>
    credentials
      .slice(index + 1)
      .flatMap((other) => (other.accepts(textOf(one)) && one.accepts(textOf(other)) ? [[one, other] as const] : [])),
  );
  if (swapped.length > 0)
    return swapped.map(([one, other]) => {
      const problem = `${path}.${one.field} is ${textOf(one)}, and ${other.field} is ${textOf(other)}`;
      return MICROSERVICES_RULES.says('swapped-credentials', problem, 'swap the two');
    });
  if (!client.needsKeys || client.variables.some(findsCredentialsBy)) return [];
  return credentials
    .filter((credential) => !textOf(credential))
    .map(({ field, variable }) => {
      const problem = `${path}.${field} is missing, so Tempo sends anonymous requests, which are refused`;
      return MICROSERVICES_RULES.says('no-credentials', problem, `set it to ${reference(variable)}`);
    });
}

/** How a field differs from the cluster file; undefined if it is the same. A number equals its text; a boolean must be a boolean. */
function difference({ field, key, neededBy, value, byDefault }: DeclaredField, part: Part, path: string): Statement | undefined {
  const found = (typeof value === 'boolean' ? at(part, field) : textAt(part, field)) ?? byDefault;
  if (found === value) return undefined;
  const problem = `${path}.${field} ${isText(textAt(part, field))}`;
  const says = (reason: string, fix: string) => MICROSERVICES_RULES.says('other-storage', `${problem}${reason}`, fix);
  if (neededBy !== undefined) return says(`, but ${neededBy} of the cluster file needs ${value}`, `set it to ${value}`);
  if (key === undefined) return says(', but the cluster file does not ask for it', 'remove it');
  return says(`, but ${key} of the cluster file ${isText(value)}`, value === undefined ? 'remove it' : `set it to ${value}`);
}

const isText = (value: unknown): string => (value === undefined ? 'is missing' : `is ${value}`);
