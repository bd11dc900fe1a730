/** The manifests of a folder: plain files, and the output of kustomize, as Flux applies them. */
import path from 'node:path';
import { isApplication } from './application-tree';
import { applicationOf } from './applications';
import { isKustomization, type ManifestFile, placedIn } from './files';
import { appliedFolders, asFluxApplies } from './flux/kustomizations';
import { belowFolder } from './inside';
import { withoutAlternatives } from './kustomize/alternatives';
import { type Built, Kustomizations } from './kustomize/kustomize';

export interface FolderManifests {
  /** Files that are not part of a chart or of a kustomization, and the output of each kustomization. */
  readonly plain: readonly ManifestFile[];
  readonly builds: readonly Built[];
  /** Folders of charts, relative to the folder of the manifests; `.` for itself. */
  readonly charts: readonly string[];
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
}

/** What is applied may name further folders. */
const ROUNDS = 5;

/** @param workFolder for a copy of the folder */
export async function manifestsOf(folder: string, files: readonly ManifestFile[], workFolder: string): Promise<FolderManifests> {
  const kustomizations = new Kustomizations(folder, files, workFolder);
  const charts = foldersOf(files, (file) => path.posix.basename(file) === 'Chart.yaml');
  const closed = [...charts, ...foldersOf(files, isKustomization)];
  const round = async (applied: readonly string[]) => {
    const chosen = withoutAlternatives(await kustomizations.build(applied), applied);
    return { chosen, all: [...files.filter((file) => isPlain(file, closed, applied)), ...chosen.builds.map(({ file }) => file)] };
  };
  let applied: readonly string[] = [];
  let { chosen, all } = await round(applied);
  for (let count = 0; count < ROUNDS; count++) {
    const next = [...new Set([...appliedFolders(folder, all), ...appliedByArgo(folder, all)])].sort();
    if (next.join() === applied.join()) break;
    applied = next;
    ({ chosen, all } = await round(applied));
  }
  const flux = asFluxApplies(folder, all);
  const changed = new Map(flux.files.map((file) => [file.path, file]));
  const builds = chosen.builds.map((build) => ({ ...build, file: changed.get(build.file.path) ?? build.file }));
  const missing = kustomizations.missing === undefined ? [] : [kustomizations.missing];
  return {
    ...{ plain: flux.files, builds, charts },
    notJudged: [...flux.notJudged, ...missing, ...chosen.notJudged, ...new Set(builds.flatMap(({ notJudged }) => notJudged))],
  };
}

const foldersOf = (files: readonly ManifestFile[], isTop: (file: string) => boolean): string[] =>
  files.filter(({ path: file }) => isTop(file)).map(({ path: file }) => path.posix.dirname(file));

/** Files in the folder of a chart or kustomization are not read as plain manifests, except in a folder in it that Flux applies. */
function isPlain({ path: file }: ManifestFile, closed: readonly string[], applied: readonly string[]): boolean {
  const deepest = (folders: readonly string[]) => Math.max(-1, ...folders.filter((below) => isIn(file, below)).map(lengthOf));
  const inClosed = deepest(closed);
  return inClosed === -1 || (!isKustomization(file) && deepest(applied) > inClosed);
}

const isIn = (file: string, below: string): boolean => lengthOf(below) === 0 || file.startsWith(`${below}/`);

const lengthOf = (below: string): number => (below === '.' ? 0 : below.length);

const appliedByArgo = (folder: string, files: readonly ManifestFile[]): string[] =>
  files
    .flatMap(placedIn)
    .filter(isApplication)
    .flatMap((application) => applicationOf(application).sources)
    .flatMap(({ path: asked, chart }) => (asked === undefined || chart !== undefined ? [] : (belowFolder(folder, asked) ?? [])));
