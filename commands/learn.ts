/** `npm run learn`: compares releases of charts that the tables do not list with what their rows predict. For maintainers. */
import { readFileSync } from 'node:fs';
import { CHARTS_OPTION, type Options, print, printError, run } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { writeWhole } from '../lib/files/write-whole';
import { findHelm } from '../lib/helm/binary';
import { ChartStore, NoChart } from '../lib/helm/charts';
import { withWorkFolder } from '../lib/helm/work-folder';
import { listText, type ReleaseList, withRelease } from '../lib/releases/list';
import { fetchIndex, type Index, listFolder, readIndex } from './learn/candidates';
import { lockIn } from './learn/judged';
import { type Learned, type LearnProps, learn } from './learn/learn';
import { lines, oldLine, type Plan, plan } from './learn/outcome';
import type { Subject } from './learn/subject';
import { SUBJECTS } from './learn/subjects';

const CHARTS = SUBJECTS.map(({ chart }) => chart);

/** @returns the exit code: 0, 1 if a release differs or cannot be learned, or 3 if none does, but one could not be compared */
async function learnAll({ extra: { index = '', charts = '', write } }: Options): Promise<number> {
  const helm = await findHelm(process.env);
  const props: LearnProps = { helm, charts: charts || undefined };
  const sources = index ? readIndex(index, CHARTS) : charts ? await folderIndex(props) : undefined;
  const verdicts: Learned[] = [];
  const changed = new Map<string, string>();
  let isTooOld = false;
  for (const subject of SUBJECTS) {
    const { candidates, day } = sources ?? (await fetchIndex(subject.repository, [subject.chart]));
    if (candidates.every(({ chart }) => chart !== subject.chart)) continue;
    const list = JSON.parse(readFileSync(subject.list, 'utf8')) as ReleaseList;
    const planned = plan(
      subject,
      candidates.filter(({ chart }) => chart === subject.chart),
      list,
    );
    const old = oldLine(subject, planned);
    if (old) printError(old);
    isTooOld ||= old !== undefined && charts !== '' && index === '';
    const learned = await learnPlan(subject, planned, props);
    verdicts.push(...learned);
    const text = listText(extended(list, learned, day));
    if (text !== listText(list)) changed.set(subject.list, text);
  }
  if (write) writeLists(changed);
  const count = (...wanted: Learned['verdict'][]) => verdicts.filter(({ verdict }) => wanted.includes(verdict)).length;
  print(
    verdicts.length === 0
      ? 'no release that the tables do not list'
      : `${count('same', 'broken')} to list, ${count('differs')} different, ${count('unavailable')} not compared`,
  );
  if (!write && changed.size > 0) print('nothing is written; add --write');
  return count('differs') > 0 || isTooOld ? 1 : count('unavailable') > 0 ? 3 : 0;
}

async function learnPlan(subject: Subject, { unknown }: Plan, props: LearnProps): Promise<Learned[]> {
  const learned: Learned[] = [];
  for (const { candidate, named } of unknown) {
    const result = await learn(subject, candidate, named, props);
    for (const line of lines(subject, result)) print(line);
    learned.push(result);
  }
  return learned;
}

/** The list with what was learned. The day moves on if nothing is left to learn. */
function extended(list: ReleaseList, learned: readonly Learned[], day: string | undefined): ReleaseList {
  const toList = learned.filter(({ verdict }) => verdict === 'same' || verdict === 'broken');
  const lookedAt = day !== undefined && day > list.lookedAt && toList.length === learned.length ? day : list.lookedAt;
  return toList.reduce((extended, { named }) => withRelease(extended, named.version, named.ships), { ...list, lookedAt });
}

async function folderIndex({ helm, charts = '' }: LearnProps): Promise<Index> {
  try {
    return await withWorkFolder((workFolder) =>
      lockIn(async (lock) => ({
        candidates: await listFolder(charts, CHARTS, new ChartStore({ helm, folder: charts, lock, workFolder })),
      })),
    );
  } catch (error) {
    if (error instanceof NoChart) throw new Refusal(error.message);
    throw error;
  }
}

function writeLists(changed: ReadonlyMap<string, string>): void {
  for (const [file, text] of changed) {
    writeWhole(file, text);
    print(`written ${file}`);
  }
  if (changed.size > 0)
    print('run npm run releases -- --markdown docs/compatibility.md and npm test -- -u, and review the difference before you commit it');
}

if (require.main === module) {
  run({
    usage: 'npm run learn -- [--index FILE] [--charts DIR] [--write]',
    description:
      'Renders releases of charts that the tables do not list, compares them with what the rows predict, and lists those with the same facts. For maintainers.',
    options: {
      index: { argument: 'FILE', meaning: 'the index.yaml of a chart repository; default those of the repositories', default: '' },
      ...CHARTS_OPTION,
      write: { meaning: 'add the releases with the same facts to the lists', default: '' },
    },
    run: learnAll,
  });
}
