/** `npm run bench -- --fleet`: many clusters, against writing their objects by js-yaml. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import { print } from '../../lib/command-line/command';
import { listFiles } from '../../lib/output/compare';
import { aboutFloor, type Contender, FLOOR, forgetResults, median, ratio, SYNTH, time, type Used, used } from './measure';

const [FEW, MANY] = [50, 1000];
const ROUNDS = 5;

/** Where Linux keeps files in memory, and the bytes that the output of all runs needs there. */
const [IN_MEMORY, NEEDED] = ['/dev/shm', 2 ** 31];

/** Synth of a folder of clusters. */
interface Fleet {
  readonly clusters: number;
  /** All of them are new. */
  readonly full: Contender;
  /** One of them has changed since the last run. */
  readonly change: Contender;
  /** Writes the objects of the output by js-yaml, without files. */
  readonly dump: Contender;
}

/** @returns the exit code */
export function fleetBench(): number {
  const folder = mkdtempSync(path.join(fastFolder(), 'bench-fleet-'));
  try {
    const [few, many] = [fleetIn(folder, FEW), fleetIn(folder, MANY)];
    const rounds = Array.from({ length: ROUNDS }, () => ({
      few: used(few.full),
      many: used(many.full),
      change: used(many.change),
      dump: used(many.dump),
    }));
    const line = (value: (round: (typeof rounds)[number]) => number, text: string) =>
      print(`  ${median(rounds.map(value)).toFixed(2).padStart(6)} times ${text}`);
    const perCluster = ({ processor }: Used, { clusters }: Fleet) => processor / clusters;
    print(`processor time, median of ${ROUNDS} runs:`);
    line(({ many: all, dump }) => all.processor / dump.processor, `that of writing the objects of ${MANY} clusters by js-yaml`);
    line((round) => perCluster(round.many, many) / perCluster(round.few, few), `that of a cluster among ${FEW}, for one among ${MANY}`);
    line(({ many: all, change }) => change.processor / all.processor, `that of ${MANY} clusters, if one of them has changed`);
    print('memory:');
    line((round) => round.many.memory / round.few.memory, `that of ${FEW} clusters, for ${MANY}`);
    print(`time from start to end${aboutFloor()}:`);
    print(
      `  ${ratio({ ...SYNTH, prepare: forgetResults }, FLOOR, 3 * ROUNDS)
        .toFixed(2)
        .padStart(6)} times that of ${FLOOR.name}, for three new files`,
    );
  } finally {
    rmSync(folder, { recursive: true });
    forgetResults();
  }
  return 0;
}

/** In memory if possible: for minutes after many files were deleted, such as by the last run of this, ext4 takes long to create others. */
function fastFolder(): string {
  if (!existsSync(IN_MEMORY)) return os.tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize > NEEDED ? IN_MEMORY : os.tmpdir();
}

function fleetIn(parent: string, clusters: number): Fleet {
  const at = (name: string) => path.join(parent, String(clusters), name);
  const [folder, out, objects] = [at('clusters'), at('dist'), at('objects.json')];
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < clusters; number++) writeFileSync(path.join(folder, `c${number}.yaml`), clusterFile(number));
  const args = [...SYNTH.args, '--clusters', folder, '--out', out];
  let [moves, runs] = [0, 0];
  // Moved away, not deleted, for the same reason as above.
  const anew = () => {
    forgetResults();
    renameSync(out, `${out}-${++moves}`);
  };
  time({ name: 'synth', args });
  const files = listFiles(out).filter((file) => file.endsWith('.k8s.yaml'));
  writeFileSync(objects, JSON.stringify(files.flatMap((file) => loadAll(readFileSync(path.join(out, file), 'utf8')))));
  return {
    clusters,
    full: { name: `synth of ${clusters} clusters`, args, prepare: anew },
    change: {
      name: 'synth of one change',
      args,
      prepare: () =>
        writeFileSync(
          path.join(folder, 'c0.yaml'),
          `${clusterFile(0)}# ${++runs}\n`.replace('logReceivedSpans: true', `logReceivedSpans: ${runs % 2 === 0}`),
        ),
    },
    dump: { name: 'js-yaml', args: ['-e', dumpOf(objects)] },
  };
}

const dumpOf = (objects: string): string => `
  const { dump } = require('js-yaml');
  for (const object of JSON.parse(require('fs').readFileSync(${JSON.stringify(objects)}, 'utf8'))) dump(object, { noRefs: true, lineWidth: -1 });`;

/** Each has its own domain and bucket. */
const clusterFile = (number: number): string =>
  readFileSync('clusters/picluster.yaml', 'utf8')
    .replaceAll('picluster.ricsanfre.com', `c${number}.example.com`)
    .replace(/bucket: .*/, `bucket: traces-${number}`);
