/** The Helm values that synth makes of a cluster file, by chart. */
import { load, loadAll } from 'js-yaml';
import { valuesOfComment } from '../../charts/file-comments';
import { at, isMap, listAt, textAt } from '../../lib/yaml/parsed';
import type { ClusterOutput } from '../../synthesis/cluster-output';
import type { Values } from './running';

/** @param chart the name of the chart: `tempo-distributed` @returns empty values without such a release */
export function synthesizedValues({ files }: Pick<ClusterOutput, 'files'>, chart: string): Values {
  for (const [file, text] of files) {
    if (!file.endsWith('.k8s.yaml')) {
      if (valuesOfComment(text)?.chart === chart) return read(text);
      continue;
    }
    for (const object of loadAll(text)) {
      const source = listAt(object, 'spec', 'sources').find((each) => textAt(each, 'chart') === chart);
      if (source) return read(textAt(source, 'helm', 'values') ?? '');
      const isChart = textAt(object, 'spec', 'chart') === chart;
      const isBundled = at(object, 'kind') === 'HelmChartConfig' && textAt(object, 'metadata', 'name') === chart;
      if (isChart || isBundled) return read(textAt(object, 'spec', 'valuesContent') ?? '');
    }
  }
  return {};
}

function read(text: string): Values {
  const values = load(text);
  return isMap(values) ? values : {};
}
