/**
 * What is wrong with the files of an output themselves. Everything else that could be said of the cluster may only follow from it, and to
 * act on that would do harm, so nothing else is said.
 */

import path from 'node:path';
import { whyUnknown } from '../../lib/files/file-kind';
import { error, type Finding } from '../../lib/findings/finding';
import { RUN_SYNTH } from '../../lib/findings/run-synth';
import { APPLICATIONS, BOOTSTRAP } from '../../lib/output/argocd-files';
import { isOutputPath } from '../../lib/output/compare';
import { FLEET_FILE, FLEET_SET } from '../../lib/output/fleet-files';
import { isOurs } from '../../lib/output/header';
import { notOurs, type Obstacle, obstacleAt } from '../../lib/output/obstacle';
import { ARGOCD_RULES } from '../checks/argocd/rules';
import { isSame, missingFile } from '../checks/freshness/freshness';
import { FRESHNESS_RULES } from '../checks/freshness/rules';
import { SHAPE_RULES } from '../checks/shape/rules';
import { findingsIn, type ManifestFile, readManifestFile } from './files';

export interface DamageProps {
  /** The output folder. */
  readonly out: string;
  /** The name of the cluster's folder. */
  readonly name: string;
  /** The files in the cluster's folder. */
  readonly files: readonly ManifestFile[];
  /** The text of each file that synth makes today, by its path below the output folder; empty if that is not known. */
  readonly made: ReadonlyMap<string, string>;
  /** The paths of files that verify renders itself. */
  readonly rendered: readonly string[];
  /** What is wrong with the ApplicationSet that makes the root Application. */
  readonly fleet: readonly Finding[];
  /** Whether there is a root Application, and whether it syncs others. */
  readonly hasRoot: boolean;
  readonly hasApplications: boolean;
  /** What is wrong with the source of the root. */
  readonly ofRoot: readonly Finding[];
}

/** @returns errors that cannot be accepted; none if everything can be read */
export function damageIn(props: DamageProps): Finding[] {
  const { out, name, files, fleet } = props;
  const folder = path.join(out, name);
  const obstacles = obstaclesIn(props);
  if (obstacles.length > 0) return obstacles;
  if (files.length === 0) return [nothingIn(folder, out)];
  const unread = files.filter(({ unread }) => unread !== undefined).filter((file) => isOfOutput(file, props));
  const inFiles = [...fleet, ...unread.flatMap(findingsIn)];
  const all = inFiles.length > 0 ? inFiles : entriesOf(props);
  return all.filter(({ severity }) => severity === 'error').map((finding) => ({ ...finding, isFinal: true }));
}

/** The output folder may not let anyone look into it. */
function nothingIn(folder: string, out: string): Finding {
  const code = whyUnknown(folder);
  if (code === undefined) return error({ file: folder }, ARGOCD_RULES.says('no-output', 'contains no manifest', RUN_SYNTH));
  return error({ file: out }, SHAPE_RULES.says('unreadable-file', `cannot be read (${code})`, 'make it readable'));
}

/** What synth would refuse, once for each place. */
function obstaclesIn({ out, name, files, made }: DamageProps): Finding[] {
  const present = new Map(files.map((file) => [`${name}/${file.path}`, file]));
  const wanted = made.size > 0 ? made : new Map([[`${name}/${APPLICATIONS}`, undefined]]);
  const found = new Map<string, Obstacle>();
  for (const [file, text] of wanted) {
    const obstacle = obstacleAt(out, file) ?? (text !== undefined ? foreignAt(out, file, text, present) : undefined);
    if (obstacle) found.set(obstacle.place, obstacle);
  }
  return [...found.values()].map(({ place, problem, fix }) => error({ file: place }, FRESHNESS_RULES.says('obstacle', problem, fix)));
}

function foreignAt(out: string, file: string, wanted: string, present: ReadonlyMap<string, ManifestFile>): Obstacle | undefined {
  const { text, unread } = present.get(file) ?? (file === FLEET_SET ? readManifestFile(out, file) : { text: '' });
  // Comments may be missing.
  const isForeign = text !== '' && !isOurs(text) && (unread !== undefined || !isSame(text, wanted));
  return isForeign ? notOurs(path.join(out, file)) : undefined;
}

/** Whether synth writes a file, or would if it did not refuse the cluster file. */
function isOfOutput({ path: below, text, unread }: ManifestFile, { name, made, rendered }: DamageProps): boolean {
  const file = `${name}/${below}`;
  // A folder has no name that tells.
  if (unread?.reason === 'inaccessible' || isOurs(text)) return true;
  if (made.size === 0) return isOutputPath(file);
  return made.has(file) || rendered.includes(file);
}

/** What is wrong with the files from which everything else is found. */
function entriesOf({ out, name, files, made, hasRoot, hasApplications, ofRoot }: DamageProps): readonly Finding[] {
  if (hasApplications) return [];
  const isWanted = (file: string) => (made.size > 0 ? made.has(`${name}/${file}`) : file !== FLEET_FILE);
  const missing = (hasRoot ? [APPLICATIONS] : [BOOTSTRAP, FLEET_FILE])
    .filter((file) => isWanted(file) && !files.some(({ path }) => path === file))
    .map((file) => missingFile(path.join(out, name, file)));
  return missing.length > 0 ? missing : ofRoot;
}
