/** A source of an Application that is a folder of plain manifests. */
import path from 'node:path';
import { isRendered } from '../../charts/file-comments';
import { namesIn } from '../../lib/files/plain-file';
import { error, type Finding, type Statement } from '../../lib/findings/finding';
import { placeText } from '../../lib/findings/sentence';
import { isMap, textFrom } from '../../lib/yaml/parsed';
import { ARGOCD_RULES } from '../checks/argocd/rules';
import type { Application, ApplicationSource, Placed } from '../stack';
import { namespaceOf } from '../world/kubernetes';
import { isRead } from './applications';
import type { Contents } from './contents';
import { isStray, type ManifestFile, manifestsIn, placeOfObject } from './files';
import type { Repository } from './repository';

/** @param below the folder, relative to that of the manifests */
export function contentsOfDirectory(
  application: Application,
  source: ApplicationSource,
  below: string,
  repository: Repository,
): Partial<Contents> {
  const prefix = below === '' ? '' : `${below}/`;
  const filesOf = (wanted: ApplicationSource) =>
    repository.files.filter((file) => file.path.startsWith(prefix) && isRead(wanted, file.path.slice(prefix.length)));
  const files = filesOf(source);
  if (files.every(({ path: file, text, documents, unread }) => !unread && documents.some(isStray) && isIgnored(file, text, documents)))
    return emptyDirectory(application, source, below, repository);
  const missing = alternativesIn(source.directory?.include).filter(
    ({ pattern }) => filesOf({ ...source, directory: { include: pattern } }).length === 0,
  );
  const wrong = (statement: Statement): Finding => error(application.place, statement);
  return {
    files: new Set(files),
    objects: files.flatMap((file) => objectsOf(file, application)),
    findings: [
      ...missing.map(({ name }) =>
        wrong(ARGOCD_RULES.says('include-without-file', `include names ${name}, which does not exist`, 'correct it')),
      ),
      ...files.flatMap((file) => mistakeIn(file) ?? []).map(wrong),
    ],
  };
}

function emptyDirectory(
  { place }: Application,
  source: ApplicationSource,
  below: string,
  { folder, isOurs }: Repository,
): Partial<Contents> {
  const { include, jsonnet } = source.directory ?? {};
  const isJsonnet = isMap(jsonnet) || namesIn(path.join(folder, below)).some((name) => name.endsWith('.jsonnet'));
  if (isJsonnet && !isOurs)
    return { notJudged: [`${placeText(place)}: the output of Jsonnet for ${source.path}; run jsonnet, and verify its output`] };
  const problem = `source path ${source.path}${include ? ` with include ${include}` : ''} contains no manifest`;
  return { findings: [error(place, ARGOCD_RULES.says('empty-source', problem, 'correct path or include'))] };
}

function mistakeIn({ printed, text, unread, documents }: ManifestFile): Statement | undefined {
  if (unread)
    return ARGOCD_RULES.says(
      'unreadable-manifest',
      `syncs ${printed}, which ${unread.problem}`,
      'fix it, or exclude it with directory.include',
    );
  if (!documents.some(isStray) || isIgnored(printed, text, documents)) return undefined;
  const problem = `syncs ${printed}, which does not contain only manifests, so Argo CD syncs nothing`;
  return ARGOCD_RULES.says('not-a-manifest', problem, 'move it, or exclude it with directory.include');
}

/** Argo CD ignores YAML without objects that does not look like a resource (getObjsFromYAMLOrJson in reposerver/repository/repository.go). */
const isIgnored = (file: string, text: string, documents: readonly unknown[]): boolean =>
  !file.endsWith('.json') &&
  manifestsIn(documents).length === 0 &&
  !['apiVersion:', 'kind:', 'metadata:'].every((field) => text.includes(field));

const objectsOf = (file: ManifestFile, { name, destination }: Application): Placed[] =>
  manifestsIn(file.documents).map((object) => ({
    object,
    place: placeOfObject(file, object),
    namespace: namespaceOf(object, destination.namespace),
    application: name,
    rendered: isRendered(file.text),
  }));

/** Each name in the braces of an include, with its pattern. */
function alternativesIn(include: unknown): { readonly name: string; readonly pattern: string }[] {
  const [, before = '', names = '', after = ''] = /^([^{}]*)\{([^{}]+)\}([^{}]*)$/.exec(textFrom(include ?? '')) ?? [];
  return names.split(',').flatMap((name) => (name === '' ? [] : [{ name, pattern: before + name + after }]));
}
