/** The Helm releases of Applications and of values files. */
import { valuesOfComment } from '../../charts/file-comments';
import { error } from '../../lib/findings/finding';
import { RUN_SYNTH } from '../../lib/findings/run-synth';
import { placeText } from '../../lib/findings/sentence';
import { at, isMap, textAt } from '../../lib/yaml/parsed';
import { RENDER_RULES } from '../checks/render/rules';
import type { Application, ApplicationSource, Installation } from '../stack';
import { type ReadValuesFile, valuesOfSource } from './applications';
import { type Contents, contentsOf } from './contents';
import type { ManifestFile } from './files';

/** @param isOurs whether this project chose the values */
export function chartInstallation(
  application: Application,
  source: ApplicationSource,
  chart: Installation['chart'],
  readFile: ReadValuesFile,
  isOurs: boolean,
): Contents {
  const { values, mistakes, notJudged } = valuesOfSource(source, readFile);
  const { place, name, destination } = application;
  const { helm = {} } = source;
  const installation: Installation = {
    place,
    chart,
    // The default of Argo CD.
    releaseName: textAt(helm, 'releaseName') ?? name,
    namespace: destination.namespace,
    values,
    skipCrds: helm.skipCrds === true,
    bundled: false,
    application: name,
    isOurs,
  };
  return contentsOf([
    {
      installations: [installation],
      findings: mistakes.map((mistake) => error(place, mistake)),
      notProven: notJudged.map((text) => `${placeText(place)}: ${text}`),
    },
  ]);
}

/**
 * A values file for a release that another Application installs. Its comment names the release.
 * @param made the current text of the file from synth, if its comments are missing in the output
 */
export function fileInstallation({ text, printed, documents }: ManifestFile, made = ''): Contents {
  const place = { file: printed };
  const release = valuesOfComment(text) ?? valuesOfComment(made);
  const [values] = documents;
  if (!release) {
    const fix = 'run `npm run synth`, which writes it above the values';
    return contentsOf([{ findings: [error(place, RENDER_RULES.says('values-without-chart', 'does not name its chart', fix))] }]);
  }
  if (!isMap(values))
    return contentsOf([{ findings: [error(place, RENDER_RULES.says('invalid-values', 'is not a map of values', RUN_SYNTH))] }]);
  const { chart: name, version = '', repository, releaseName, namespace } = release;
  const chart = { name, version, repository };
  return contentsOf([{ installations: [{ place, chart, releaseName, namespace, values, skipCrds: true, bundled: false, isOurs: true }] }]);
}

/** Whether a file of the output contains values instead of manifests. */
export const isValuesFile = (file: ManifestFile): boolean => file.path.startsWith('values/') && !at(file.documents[0], 'kind');
