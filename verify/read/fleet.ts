/**
 * The root Application of a cluster that an ApplicationSet makes: its git files generator and its template, as Argo CD applies them
 * (applicationset/generators/git.go, applicationset/utils/utils.go).
 */

import path from 'node:path';
import { isFile } from '../../lib/files/file-kind';
import { error, type Finding, type Place } from '../../lib/findings/finding';
import { RUN_SYNTH } from '../../lib/findings/run-synth';
import { FLEET_FILE, FLEET_SET } from '../../lib/output/fleet-files';
import { isMap, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import { ARGOCD_RULES } from '../checks/argocd/rules';
import type { Manifest, Placed } from '../stack';
import { findingsIn, type ManifestFile, placedIn, readManifestFile } from './files';
import { matchesLsFiles } from './git-pathspec';

export interface Fleet {
  /** The ApplicationSet and what an administrator applies with it. */
  readonly bootstrap: readonly Placed[];
  /** The root that it makes for this cluster; undefined if it makes none. */
  readonly root?: Placed;
  readonly findings: readonly Finding[];
}

/**
 * @param out the output folder
 * @param entry the file of the cluster in the fleet
 */
export function madeByFleet(out: string, entry: ManifestFile): Fleet {
  const place: Place = { file: entry.printed };
  const says = (problem: string, fix: string): Finding => error(place, ARGOCD_RULES.says('fleet', problem, fix));
  if (!isFile(path.join(out, FLEET_SET)))
    return { bootstrap: [], findings: [says(`is for an ApplicationSet in ${FLEET_SET}, which is missing`, RUN_SYNTH)] };
  const file = readManifestFile(out, FLEET_SET);
  // Without its objects, nothing is known about the root.
  if (file.unread) return { bootstrap: [], findings: findingsIn(file) };
  const bootstrap = placedIn(file);
  if (entry.unread) return { bootstrap, findings: [] };
  const sets = bootstrap.filter(({ object }) => object.kind === 'ApplicationSet');
  const made = sets.map(({ object }) => rootOf(object, entry.documents[0]));
  const found = made.find((each) => 'root' in each);
  if (found && 'root' in found) {
    const { root } = found;
    return { bootstrap, root: { object: root, namespace: root.metadata.namespace, place }, findings: [] };
  }
  const why = made.flatMap((each) => ('problem' in each ? each.problem : []))[0] ?? `${FLEET_SET} has no ApplicationSet`;
  return { bootstrap, findings: [says(`makes no root Application: ${why}`, RUN_SYNTH)] };
}

type Made = { readonly root: Manifest } | { readonly problem: string };

/** @param entry the content of the file that the generator finds */
function rootOf(set: Manifest, entry: unknown): Made {
  const { name, namespace } = set.metadata;
  const says = (problem: string): Made => ({ problem: `${problem} in ApplicationSet ${name}` });
  if (!isMap(entry)) return { problem: 'it is not one map of keys' };
  const missing: string[] = [];
  const template = replaced(mapAt(set.spec, 'template'), entry, missing) as Readonly<Record<string, unknown>>;
  if (missing.length > 0) return says(`it lacks ${missing[0]}, which the template needs`);
  const root = {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
    metadata: { ...mapAt(template, 'metadata'), name: textAt(template, 'metadata', 'name') ?? '', namespace },
    spec: mapAt(template, 'spec'),
  };
  const source = mapAt(root.spec, 'source');
  const file = `${textAt(source, 'path') ?? ''}/${FLEET_FILE}`;
  const git = listAt(set.spec, 'generators').map((generator) => mapAt(generator, 'git'));
  const here = git.filter((each) => textAt(each, 'repoURL') === textAt(source, 'repoURL'));
  if (git.length > 0 && here.length === 0) return says(`no generator reads ${textAt(source, 'repoURL') ?? 'its repository'}`);
  const patterns = here.flatMap((each) => listAt(each, 'files')).map((one) => textAt(one, 'path') ?? '');
  return patterns.some((pattern) => matchesLsFiles(pattern, file)) ? { root } : says(`no generator finds ${file}`);
}

const ACTION = /\{\{-?\s*\.(\w+)\s*-?\}\}/g;

/** The template with the values of the entry. With `missingkey=error`, a missing key ends the generation for all clusters. */
function replaced(value: unknown, entry: Readonly<Record<string, unknown>>, missing: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, entry, missing));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, entry, missing)]));
  if (typeof value !== 'string') return value;
  return value.replace(ACTION, (_, key: string) => {
    if (entry[key] === undefined) missing.push(key);
    return String(entry[key]);
  });
}
