/** Objects of Kubernetes that lack their apiVersion or their kind. No reader of manifests applies them, and nothing else here judges them. */
import { error, type Finding } from '../../lib/findings/finding';
import { servedKinds } from '../../lib/helm/served-kinds';
import { isMap, textAt } from '../../lib/yaml/parsed';
import { SHAPE_RULES } from '../checks/shape/rules';
import { isListOf, type ManifestFile } from './files';

/** Only of kinds and API versions of Kubernetes itself: files of other programs may also have `kind` and `metadata`, and no apiVersion. */
export const incompleteIn = ({ printed, documents }: ManifestFile): Finding[] =>
  documents.flatMap(withItems).flatMap((document) => {
    const name = textAt(document, 'metadata', 'name');
    if (!isMap(document) || name === undefined) return [];
    const [version, kind] = [textAt(document, 'apiVersion'), textAt(document, 'kind')];
    const subject = `${kind ?? version ?? ''} ${name}`;
    const says = (field: string, example: string) =>
      error({ file: printed, name }, SHAPE_RULES.says('missing-field', `${subject}: ${field} is missing`, `add it${example}`));
    if (version === undefined && kind !== undefined) return versionsOf(kind).map((one) => says('apiVersion', `, such as ${one}`));
    return kind === undefined && version !== undefined && isServed(version) ? [says('kind', '')] : [];
  });

const withItems = (document: unknown): readonly unknown[] => (isListOf(document) ? [document, ...document.items] : [document]);

/** The API version in which Kubernetes serves a kind; empty for a kind of others. */
function versionsOf(kind: string): string[] {
  const served = servedKinds().find((each) => each.endsWith(`/${kind}`));
  return served === undefined ? [] : [served.slice(0, -kind.length - 1)];
}

const isServed = (version: string): boolean => servedKinds().some((each) => each.startsWith(`${version}/`));
