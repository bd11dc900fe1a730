/** `npm run explain`: the effective cluster file, with where each value comes from. */
import { clusterFile } from '../charts/cluster-file';
import { documentOf } from '../lib/cluster-file/bases/bases';
import { type Document, EXTENDS } from '../lib/cluster-file/document';
import { explained, withDefaults } from '../lib/cluster-file/explain/explained';
import { unsetKey } from '../lib/cluster-file/explain/unset-key';
import { keyOf } from '../lib/cluster-file/findings';
import { isVersion } from '../lib/cluster-file/formats/format';
import { askedKey, withoutQuotes } from '../lib/cluster-file/schema/asked-key';
import { keyInForm } from '../lib/cluster-file/schema/forms';
import { schemaAt } from '../lib/cluster-file/schema/schema-at';
import { type ClusterSource, readChosenSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, printFindings, run } from '../lib/command-line/command';
import { UsageError } from '../lib/command-line/errors';
import { pagePath } from '../lib/files/own-folder';
import { at, isMap } from '../lib/yaml/parsed';
import { readClusterFile } from '../verify/read/cluster';

/** @returns the exit code: 0, or 1 if the cluster file has mistakes; what can be read is explained all the same */
export function explain({ clusters, names }: Options): number {
  if (names.length > 2) throw new UsageError(`one cluster and one key, not ${names.slice(2).join(', ')} too`);
  const [source, key] = chosenSource(clusters, names);
  if (!source) throw new UsageError(`no cluster in ${clusters}`);
  // Bases do not change what a file extends.
  const document = documentOf(key?.split('.')[0] === EXTENDS ? { text: source.text } : source);
  const { config, findings } = readClusterFile(source);
  printFindings(findings.filter(({ severity }) => severity === 'error'));
  const data = document.data((path) => isVersion(schemaAt(clusterFile, path)));
  // Nothing is known of a file that cannot be read.
  if (!config && (!isMap(data) || Object.keys(data).length === 0)) return 1;
  // A list may be a default.
  const asked = key === undefined ? [] : askedKey(key, withDefaults(data, config), clusterFile);
  const removed = removedLine(document, source.file, asked);
  const written = keyInForm(
    asked,
    (path) => schemaAt(clusterFile, path),
    (path) => at(data, ...path),
  );
  const text = explained({ file: source.file, document, data, checked: config, key: written });
  if (text !== undefined && key !== undefined && key !== asked.join('.'))
    print(`# ${keyOf(written)} is a list, which is printed as a whole`);
  else if (text !== undefined && written.length !== asked.length) print(`# ${key} is ${keyOf(written)} in ${source.file}`);
  const lines = text === undefined ? withoutValue(source.file, asked, config !== undefined) : [];
  // What a null removed does not say that the file does not set it.
  for (const line of removed === undefined ? lines : [removed, ...lines.slice(1)]) print(`# ${line}`);
  if (text !== undefined) print(text.trimEnd());
  return config ? 0 : 1;
}

/** The cluster file and the key. Both may be left out, also the name of the only cluster before a key. */
function chosenSource(folder: string, [name, quoted]: readonly string[]): [source: ClusterSource | undefined, key: string | undefined] {
  const key = quoted === undefined ? undefined : withoutQuotes(quoted);
  try {
    return [readChosenSources(folder, name === undefined ? [] : [name])[0], key];
  } catch (error) {
    const only = key === undefined && name !== undefined ? withoutQuotes(name) : '';
    const isFile = /\.ya?ml$/.test(only);
    const isKey = only !== '' && !isFile && unsetKey(clusterFile, only.split('.').slice(0, 1)).exists;
    if (!(error instanceof UsageError) || !isKey) throw error;
    return [readChosenSources(folder, [])[0], only];
  }
}

/** Where a null removed what a base has at a key; undefined if none did, or if it is set again. */
function removedLine(document: Document, file: string, key: readonly string[]): string | undefined {
  const at = document.has(key) ? undefined : document.removals.placeOf(key);
  return at && `${at.file ?? file}:${at.line} removes ${key.join('.')} of a base`;
}

const keysPage = () => pagePath('docs/cluster-file.md');

/** About a key without a value, by line. @throws UsageError if a cluster file has no such key */
function withoutValue(file: string, key: readonly string[], isValid: boolean): string[] {
  const { exists, meant, about = `it has no default; see ${keysPage()}` } = unsetKey(clusterFile, key);
  if (!exists) throw new UsageError(`no key ${key.join('.')} in a cluster file; ${meant ? `did you mean ${meant}?` : `see ${keysPage()}`}`);
  return [`${file} does not set ${key.join('.')}`, isValid ? about : 'whether it has a default is known when the mistakes are corrected'];
}

if (require.main === module) {
  run({
    usage: 'npm run -s explain -- [--clusters DIR] [CLUSTER] [KEY]',
    description: 'Prints the cluster file with the values of the files that it extends and its defaults, and where each value comes from.',
    options: CLUSTERS_OPTION,
    run: explain,
  });
}
