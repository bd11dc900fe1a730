/** The content of an object as data that can be compared: YAML and JSON in its texts are parsed, and credentials are hidden. */
import { withoutPassword } from '../lib/findings/without-password';
import { loadYamlDocuments } from '../lib/helm/yaml';
import { isMap, type Path } from '../lib/yaml/parsed';
import type { Manifest } from '../verify/stack';
import { isReference, isSecretVariable, mayBeSecret } from '../verify/world/secret-names';

/** A value that is never shown: only whether it is the same. Its text does not tell its length. */
export class Hidden {
  /** The value for comparisons. It is never shown. */
  readonly compared: string;

  constructor(value: unknown) {
    this.compared = JSON.stringify(value);
  }

  toJSON(): string {
    return '(hidden)';
  }
}

/** Kinds whose fields name credentials and contain none. */
const ONLY_NAMES = /^(Cluster)?(ExternalSecret|SecretStore|Role|RoleBinding)$|^(ServiceAccount|AppProject|CustomResourceDefinition)$/;

/** Whether a text is a document: Helm values of Argo CD and k3s, and the files of a ConfigMap. */
const isDocument = (kind: string, path: Path): boolean =>
  kind === 'ConfigMap'
    ? path[0] === 'data' && path.length === 2
    : /^spec\.(sources?(\.\d+)?\.helm\.values|valuesContent)$/.test(path.join('.'));

/** @returns the object without what identifies it, with maps and lists for the documents in its texts */
export function dataOf({ apiVersion, kind, metadata: { name: _, namespace: __, ...metadata }, ...fields }: Manifest): unknown {
  const isSecret = kind === 'Secret' || kind === 'SealedSecret';
  const read = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => read(item, [...path, nameIn(item) ?? index]));
    if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, read(child, [...path, key])]));
    if (isSecret ? ['data', 'stringData', 'encryptedData'].includes(String(path.at(-2))) : isCredential(kind, path, value))
      return new Hidden(value);
    if (typeof value !== 'string') return value;
    const document = isDocument(kind, path) ? documentIn(value) : undefined;
    return document === undefined ? withoutPassword(value) : read(document, path);
  };
  return read({ apiVersion, metadata, ...fields }, []);
}

/** The name of an item, which tells more than its index: the name of a variable. */
const nameIn = (item: unknown): string | undefined => (isMap(item) && typeof item.name === 'string' ? item.name : undefined);

function isCredential(kind: string, path: Path, value: unknown): boolean {
  if (typeof value !== 'string' || value === '' || isReference(value) || ONLY_NAMES.test(kind)) return false;
  const [variable, last] = path.slice(-2);
  if (last === 'name') return false;
  if (last === 'value' && typeof variable === 'string') return isSecretVariable(variable);
  if (path.includes('containers') || path.includes('volumes')) return false;
  return mayBeSecret(path) || path.some((step) => /^secure/i.test(String(step)));
}

/** What every map or list of YAML has: most texts of a ConfigMap are a word, and not worth parsing. */
const MAY_HAVE_PARTS = /[:[{?]|^\s*-/m;

/** @returns undefined for a text that is not one YAML document with a map or a list */
function documentIn(text: string): unknown {
  if (!MAY_HAVE_PARTS.test(text)) return undefined;
  try {
    const documents = loadYamlDocuments(text);
    return documents.length === 1 && typeof documents[0] === 'object' && documents[0] !== null ? documents[0] : undefined;
  } catch {
    return undefined;
  }
}
