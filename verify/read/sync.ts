/** Collects the contents of Applications from a folder of manifests, of this project or of other authors. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isFolder } from '../../lib/files/file-kind';
import { namesIn } from '../../lib/files/plain-file';
import { error, type Statement } from '../../lib/findings/finding';
import { placeText } from '../../lib/findings/sentence';
import { mergeValues } from '../../lib/helm/merge';
import { ARGOCD_RULES } from '../checks/argocd/rules';
import type { Application, ApplicationSource } from '../stack';
import { type Contents, contentsOf } from './contents';
import { contentsOfDirectory } from './directory';
import { emojivotoOf, isEmojivoto } from './emojivoto';
import { isKustomization } from './files';
import { inside, leavesTop } from './inside';
import { chartInstallation } from './installations';
import { contentsOfBuild } from './kustomize/application';
import { localChart } from './local-chart';
import type { Repository } from './repository';
import { ValuesFiles } from './values-files';

/** Reads each source of each Application as Argo CD would. */
export const sync = (applications: readonly Application[], repository: Repository): Contents =>
  contentsOf(
    applications.flatMap((application) => [
      { findings: sourceMistakes(application).map((mistake) => error(application.place, mistake)) },
      ...application.sources.map((source) => contentsOfSource(application, source, repository)),
    ]),
  );

function sourceMistakes({ sources }: Application): Statement[] {
  const isEmpty = ({ path, chart, ref }: ApplicationSource) => path === undefined && chart === undefined && ref === undefined;
  return sources.length === 0 || sources.some(isEmpty)
    ? [ARGOCD_RULES.says('no-source', 'has no source with path, chart or ref, which Argo CD refuses', 'add one')]
    : [];
}

function contentsOfSource(application: Application, source: ApplicationSource, repository: Repository): Partial<Contents> {
  if (source.chart !== undefined) return contentsOfChart(application, source, source.chart, repository);
  if (source.path === undefined) return {};
  if (isEmojivoto(source)) return emojivotoOf(application, source, repository.isOurs);
  const mistake = pathMistake(source.path);
  if (mistake) return { findings: [error(application.place, mistake)] };
  if (source.plugin !== undefined && !repository.isOurs)
    return { notJudged: [`${placeText(application.place)}: the output of a plugin for ${source.path}`] };
  const below = repository.locate(source);
  return below === undefined ? elsewhere(application, source, repository) : contentsOfFolder(application, source, below, repository);
}

function contentsOfChart(application: Application, source: ApplicationSource, name: string, repository: Repository): Partial<Contents> {
  const chart = { name, version: source.revision, repository: source.repository };
  const files = new ValuesFiles(application, repository);
  const contents = chartInstallation(application, source, chart, files.read, repository.isOurs);
  return { ...contents, named: files.named };
}

/** Mistakes in the path itself. */
function pathMistake(asked: string): Statement | undefined {
  if (asked.startsWith('/'))
    return ARGOCD_RULES.says('source-path', `source path ${asked} starts with /, which Argo CD refuses`, 'remove the leading /');
  if (leavesTop(asked))
    return ARGOCD_RULES.says('source-outside', `source path ${asked} leaves the repository, which Argo CD refuses`, 'move it inside');
  return undefined;
}

/** A path that does not exist, or in another repository. */
function elsewhere({ place }: Application, { path: asked, repository }: ApplicationSource, { isOurs }: Repository): Partial<Contents> {
  if (!isOurs) return { notJudged: [`${placeText(place)}: source path ${asked} of ${repository}, which is not among these manifests`] };
  const problem = `reads ${asked} of ${repository}, but the cluster file has a different repository or path for it`;
  const fix = 'run `npm run synth`, or correct gitops.repoURL and gitops.path';
  return { findings: [error(place, ARGOCD_RULES.says('source-elsewhere', problem, fix))] };
}

function contentsOfFolder(application: Application, source: ApplicationSource, below: string, repository: Repository): Partial<Contents> {
  const { place } = application;
  const mistake = folderMistake(source, inside(repository.folder, below));
  if (mistake) return { findings: [error(place, mistake)] };
  const folder = path.join(repository.folder, below);
  if (existsSync(path.join(folder, 'Chart.yaml'))) return contentsOfLocalChart(application, source, below, repository);
  if (namesIn(folder).some(isKustomization)) {
    const built = repository.builds?.find((each) => each.below === below);
    return built
      ? contentsOfBuild(application, source, built)
      : { notJudged: [`${placeText(place)}: the output of kustomize for ${folder}`] };
  }
  return contentsOfDirectory(application, source, below, repository);
}

/** @param real the real path; undefined if it does not exist, `outside` if it is not in the folder of the manifests */
function folderMistake({ path: asked }: ApplicationSource, real: string | undefined): Statement | undefined {
  if (real === 'outside')
    return ARGOCD_RULES.says(
      'source-outside',
      `source path ${asked} is a link out of the repository, which Argo CD refuses`,
      'move it inside',
    );
  if (real === undefined || isFolder(real)) return undefined;
  const fix = 'use its folder, and name the file in directory.include';
  return ARGOCD_RULES.says('source-path', `source path ${asked} is not a folder, which Argo CD refuses`, fix);
}

function contentsOfLocalChart(
  application: Application,
  source: ApplicationSource,
  below: string,
  repository: Repository,
): Partial<Contents> {
  const found = localChart(repository.folder, below);
  if ('finding' in found) return { findings: [found.finding], named: new Set([below]) };
  const files = new ValuesFiles(application, repository, { source, below });
  const contents = chartInstallation(application, source, found.chart, files.read, repository.isOurs);
  // Its values must be fixed in this file, not in the Application.
  const own = existsSync(path.join(repository.folder, below, 'values.yaml')) ? 'values.yaml' : 'Chart.yaml';
  const place = { file: path.join(repository.folder, below, own), name: application.name };
  return {
    ...contents,
    installations: contents.installations.map((release) => ({ ...release, place, values: mergeValues(found.values, release.values) })),
    named: new Set([below, ...files.named]),
  };
}
