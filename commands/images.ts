/** `npm run images`: all images of the output, for a mirror in a closed network. */
import {
  CHARTS_OPTION,
  CLUSTERS_OPTION,
  type Options,
  OUT_OPTION,
  print,
  printError,
  printFindings,
  run,
} from '../lib/command-line/command';
import { isRefused } from '../lib/findings/finding';
import { acrossFiles } from '../lib/findings/grouped';
import { findHelm } from '../lib/helm/binary';
import { ChartLock, LOCK_FILE } from '../lib/helm/lock';
import { type ImageUse, imagesIn, type ListedImage } from '../verify/images/list';
import { renderedWorlds } from '../verify/images/rendered';
import { readTasks } from './verified';

const FORMATS = ['text', 'json'] as const;

/** @returns the exit code: 0; 1 if something does not render or cannot be read; 3 if a chart is not available, so that images are missing */
export async function images(options: Options): Promise<number> {
  const { extra } = options;
  const tasks = await readTasks(options);
  const lock = new ChartLock(LOCK_FILE);
  const subjects = tasks.map(({ subject }) => subject);
  const worlds = await renderedWorlds({ subjects, helm: await findHelm(process.env), lock, charts: extra.charts || undefined });
  for (const line of lock.save()) printError(line);
  const errors = worlds.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
  const missing = worlds.flatMap(({ notProven = [] }) => notProven);
  printFindings(acrossFiles(errors));
  for (const what of missing) printError(`images not listed: ${what}`);
  const list = imagesIn(worlds);
  if (extra.format === 'json') print(JSON.stringify(list, null, 2));
  else for (const image of list) print(lineOf(image));
  if (isRefused(errors)) return 1;
  return missing.length > 0 ? 3 : 0;
}

/** `mirror.example.org/grafana/tempo:1 from docker.io/grafana/tempo:1: Deployment tempo-querier in tracing and 3 more` */
function lineOf({ image, upstream, usedBy: [first, ...others] }: ListedImage): string {
  const from = upstream === undefined ? '' : ` from ${upstream}`;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${image}${from}: ${first ? useText(first) : ''}${more}`;
}

const useText = ({ kind, name, namespace }: ImageUse): string => `${kind} ${name} in ${namespace}`;

if (require.main === module) {
  run({
    usage: 'npm run -s images -- [--clusters DIR] [--out DIR] [--charts DIR] [--format FORMAT] [CLUSTER...]',
    description:
      'Lists all images of the output, rendered by real Helm, with their names upstream. Images of what others install are not listed: the Traefik of k3s, the control plane and the proxies of Linkerd, Grafana.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      ...CHARTS_OPTION,
      format: { argument: 'FORMAT', choices: FORMATS, meaning: `how images are printed: ${FORMATS.join(', ')}`, default: FORMATS[0] },
    },
    run: images,
  });
}
