/** Charts that are folders of the manifests. */
import path from 'node:path';
import { isFile } from '../../lib/files/file-kind';
import { error, type Finding } from '../../lib/findings/finding';
import { chartInfo } from '../../lib/helm/dependencies';
import { NoChart } from '../../lib/helm/no-chart';
import { RENDER_RULES } from '../checks/render/rules';
import type { Installation } from '../stack';
import { linkOutOf } from './inside';
import { ownValues } from './values';

export interface LocalChart {
  readonly chart: { readonly folder: string; readonly name: string; readonly version: string };
  /** The values of its values.yaml. */
  readonly values: Installation['values'];
}

/**
 * @param top the folder of the manifests
 * @param below the folder of the chart, relative to `top`
 * @returns the chart, or a finding
 */
export function localChart(top: string, below: string): LocalChart | { readonly finding: Finding } {
  const folder = path.join(top, below);
  const link = linkOutOf(top, below);
  if (link !== undefined)
    return broken(path.join(top, link), 'is a link out of the folder, which Argo CD refuses', 'move its target inside');
  const templates = path.join(folder, 'templates');
  if (isFile(templates)) return broken(templates, 'is a file, so Helm renders nothing', 'replace it with a folder of templates');
  try {
    const { name, version } = chartInfo(folder);
    return { chart: { folder, name, version }, values: ownValues(folder) };
  } catch (error) {
    if (!(error instanceof NoChart)) throw error;
    return broken(error.file ?? path.join(folder, 'Chart.yaml'), error.problem, error.fix);
  }
}

const broken = (file: string, problem: string, fix: string): { readonly finding: Finding } => ({
  finding: error({ file }, RENDER_RULES.says('broken-chart', problem, fix)),
});
