/** `npm run bench`: compares speed and memory of whole processes in one run. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CHARTS_OPTION, type Options, print, run } from '../lib/command-line/command';
import { PINNED_HELM } from '../lib/helm/binary';
import { cacheFolder } from '../lib/helm/cache';
import type { Report } from '../verify/report/report';
import { changedRepository } from './bench/compared';
import { fleetBench } from './bench/fleet';
import { aboutFloor, type Contender, FLOOR, forgetResults, ratio, SYNTH, used } from './bench/measure';

const ROUNDS = 15;
/** The stock command takes seconds, so fewer rounds are enough. */
const STOCK_ROUNDS = 3;

const FRESH: Contender = { ...SYNTH, name: 'synth, files new', prepare: forgetResults };
const CHECK: Contender = { name: 'check', args: ['lib/launch.js', 'commands/check.ts'] };
const STOCK: Contender = { name: 'cdk8s synth', args: ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false'] };

/** A cluster file that changes before each run, with its old output, which is compared, or without one. */
function changing(folder: string, withOldOutput: boolean): Contender {
  const [clusters, out] = [path.join(folder, 'clusters'), path.join(folder, 'dist')];
  const text = readFileSync('clusters/picluster.yaml', 'utf8');
  let runs = 0;
  return {
    name: withOldOutput ? 'synth of a change' : 'synth of a new cluster',
    args: [...SYNTH.args, '--clusters', clusters, '--out', out],
    prepare: () => {
      if (!withOldOutput) rmSync(out, { recursive: true, force: true });
      mkdirSync(clusters, { recursive: true });
      writeFileSync(path.join(clusters, 'bench.yaml'), text.replace(/logReceivedSpans: \w+/, `logReceivedSpans: ${++runs % 2 === 0}`));
    },
  };
}

const verifying = (charts: string): Contender => ({
  name: 'verify',
  args: ['lib/launch.js', 'commands/verify.ts', '--charts', charts, '--json', VERIFIED],
});

/** The cluster that is verified. */
const VERIFIED = 'picluster';

/** The same number of bare `helm template` runs as verify needs, with the same charts, on all cores. */
function bareRenders(charts: string): Contender {
  const { stdout } = spawnSync(process.execPath, verifying(charts).args, { encoding: 'utf8' });
  const { clusters, renders } = JSON.parse(stdout) as Report;
  const commands = clusters.flatMap((cluster) =>
    cluster.charts.map(({ release, chart, version, namespace }) => [
      ...['template', release, path.join(charts, `${chart}-${version}`), '--namespace', namespace],
    ]),
  );
  const script = `
    const [helm, cores, renders, commands] = ${JSON.stringify([helmProgram(), os.availableParallelism(), renders, commands])};
    let started = 0;
    const next = () => started < renders && require('child_process').execFile(helm, commands[started++ % commands.length], next);
    for (let core = 0; core < cores; core++) next();`;
  return { name: `${renders} times helm template`, args: ['-e', script] };
}

const helmProgram = (): string => process.env.HELM || path.join(cacheFolder(), `helm-${PINNED_HELM}`);

/** The objects of a large cluster. */
const MANY_OBJECTS = 1000;

/** What a pull request waits for besides rendering. */
const comparing = (folder: string, objects: number): Contender => ({
  name: objects > 0 ? `diff, ${objects} objects` : 'diff without them',
  args: changedRepository(folder, objects, `clusters/${VERIFIED}.yaml`),
});

function bench({ extra: { charts = '', fleet } }: Options): number {
  if (fleet) return fleetBench();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    print(`speed, median of pairs${aboutFloor()}:`);
    for (const [numerator, denominator, rounds] of [
      [SYNTH, FLOOR, ROUNDS],
      [FRESH, FLOOR, ROUNDS],
      [changing(path.join(folder, 'old'), true), changing(path.join(folder, 'new'), false), ROUNDS],
      [CHECK, SYNTH, ROUNDS],
      [comparing(path.join(folder, 'many'), MANY_OBJECTS), comparing(path.join(folder, 'none'), 0), ROUNDS],
      [STOCK, FRESH, STOCK_ROUNDS],
      [verifying(charts), bareRenders(charts), STOCK_ROUNDS],
    ] as const) {
      print(
        `  ${`${numerator.name} takes`.padEnd(22)} ${ratio(numerator, denominator, rounds).toFixed(2).padStart(6)} times as long as ${denominator.name}`,
      );
    }
    print('memory, largest process:');
    for (const contender of [FLOOR, SYNTH, FRESH, CHECK, STOCK, verifying(charts)])
      print(`  ${contender.name.padEnd(18)} ${used(contender).memory.toFixed(0).padStart(6)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run bench -- [--charts DIR] [--fleet]',
    description:
      'Times synth and check against bare Node.js and against the stock cdk8s command line, verify against bare Helm, and a diff of many objects against one without them, all in this run.',
    options: {
      charts: { ...CHARTS_OPTION.charts, meaning: 'the folder with the charts for verify', default: 'test/charts' },
      fleet: { meaning: 'measure up to 1000 clusters instead, against writing their objects by js-yaml', default: '' },
    },
    run: bench,
  });
}
