/** What a cluster file becomes in the cluster: its output, rendered by real Helm. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lineOf } from '../../lib/findings/sentence';
import { findHelm } from '../../lib/helm/binary';
import { ChartStore } from '../../lib/helm/charts';
import { ChartLock } from '../../lib/helm/lock';
import { Renderings } from '../../lib/helm/renderings';
import { Templates } from '../../lib/helm/template';
import { withWorkFolder } from '../../lib/helm/work-folder';
import { synthesize } from '../../synthesis/synthesize';
import { renderStack } from '../../verify/render';
import type { Manifest } from '../../verify/stack';
import { clusterTask } from '../../verify/task';

export interface Rendered {
  /** All objects, each with its namespace, otherwise as they are in the output and as Helm renders them. */
  readonly objects: readonly Manifest[];
  /** Why some could not be rendered, one phrase per item; empty if all could. */
  readonly missing: readonly string[];
}

export interface RenderProps {
  /** An empty folder. */
  readonly folder: string;
  /** The cluster's name. */
  readonly name: string;
  /** The text of the cluster file. */
  readonly text: string;
  /** A folder with charts; empty if they come from their repositories. */
  readonly charts: string;
  /** Namespaces whose releases are not rendered. */
  readonly without?: readonly string[];
}

/**
 * Writes `clusters/<name>.yaml` and `dist/<name>/` into the folder, and renders them.
 * @throws Error if the cluster file is refused
 */
export async function renderedCluster({ folder, name, text, charts, without = [] }: RenderProps): Promise<Rendered> {
  const out = path.join(folder, 'dist');
  const source = { name, file: path.join(folder, 'clusters', `${name}.yaml`), text };
  const { files, findings, refused } = synthesize([source], {});
  if (refused) throw new Error(findings.map(lineOf).join('\n'));
  write(source.file, text);
  for (const [file, content] of files) write(path.join(out, file), content);
  const { subject } = clusterTask({ source, out, environment: {}, withChange: false });
  const helm = await findHelm(process.env);
  return withWorkFolder(async (workFolder) => {
    const lock = new ChartLock(path.join(folder, 'charts.lock'));
    const store = new ChartStore({ helm, folder: charts || undefined, lock, workFolder });
    const renderer = { templates: new Templates(helm, subject.kubernetes, new Renderings()), charts: store, workFolder };
    const stack = await subject.read(renderer);
    // Values of a chart without a version are for a release that is installed elsewhere.
    const installations = stack.installations.filter(({ namespace, chart }) => !without.includes(namespace) && chart.version !== '');
    const world = await renderStack({ ...stack, installations }, renderer);
    const lost = installations.length > world.releases.length;
    const reasons = [
      ...(world.notProven ?? []),
      ...world.notJudged,
      ...world.findings.filter(({ severity }) => severity === 'error').map(lineOf),
    ];
    return {
      objects: world.objects.map(({ object, namespace }) => ({
        ...object,
        metadata: { ...object.metadata, ...(namespace && { namespace }) },
      })),
      missing: lost ? reasons : [],
    };
  });
}

function write(file: string, content: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}
