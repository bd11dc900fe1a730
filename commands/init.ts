/** `tempo-gitops init`: writes what a repository of one cluster needs, into the working directory. */
import { type AnswersProps, answersTo } from '../init/answers';
import { besideExisting } from '../init/existing';
import { type NewFile, newFiles, pinningFile } from '../init/files';
import { initFrom } from '../init/from/command';
import { newestFitting } from '../init/newest';
import { managerNotes, PACKAGE, packageFile, presentSpec, staysNotes } from '../init/package-file';
import { packageSpec } from '../init/package-spec';
import { type Answers, NONE, QUESTIONS } from '../init/questions';
import { completedSettings } from '../init/renovate/settings-file';
import { folderInRepository, ignoredNotes, outputIn, presentClusters, refuseOddFolder } from '../init/repository';
import { terminal } from '../init/terminal';
import { changedOf, inTheWay, writeAll } from '../init/write';
import { type CommandOption, type Options, print, printError, printFindings, run } from '../lib/command-line/command';
import { Refusal, UsageError } from '../lib/command-line/errors';
import { isFile } from '../lib/files/file-kind';

/** @returns the exit code: 0, or 1 if a file exists or nothing fits; then nothing is written */
export async function init({ extra: { yes, package: chosen, from, ...given } }: Options): Promise<number> {
  const folder = folderInRepository();
  if (folder && given.ci && given.ci !== NONE)
    throw new UsageError(
      `--ci: ${given.ci} reads its file only at the root of the repository, and this is ${folder}/; run init there, or remove it`,
    );
  // What is in the way is told before anything is asked.
  if (folder) refuseOddFolder(folder);
  const wanted = chosen || packageSpec();
  const manifest = packageFile(wanted);
  const spec = presentSpec() ?? wanted;
  const [cluster] = presentClusters();
  const { ask, end } = terminal();
  const props = { given: folder ? { ...given, ci: NONE } : given, ask, yes: Boolean(yes), say: printError };
  const output = ({ cluster = '' }: Answers) => outputIn(folder, cluster);
  const found = from ? initFrom(from, props, output) : fromAnswers(props, output);
  const { answers, examples, source, errors, lines, adopt } = await found.finally(end);
  for (const line of lines) print(line);
  if (errors.length > 0) {
    printFindings(errors);
    throw new Refusal(
      `${from ? 'what runs does' : 'these answers do'} not fit together, so nothing is written; their lines are those of the file that would be written`,
    );
  }
  const { files, notes, readme } = besideExisting(newFiles(answers, source));
  const settings = folder ? { notes: [AT_ROOT] } : settingsOf(answers);
  const shared = [...(settings.file ? [settings.file] : []), manifest];
  const added = [...files, ...shared.filter(([file]) => !isFile(file))];
  const blocked = inTheWay(added.map(([file]) => file));
  if (blocked.length > 0) {
    const another = cluster && !blocked.includes(source.file) ? `; for another cluster, copy ${cluster} to ${source.file}` : '';
    throw new Refusal(`init overwrites no file, so nothing is written; move these away: ${blocked.join(', ')}${another}`);
  }
  const completed = changedOf(shared);
  writeAll(added, completed);
  for (const [file] of added) print(`written   ${file}`);
  for (const [file] of completed) print(`completed ${file}`);
  if (yes && !folder && !given.ci && answers.ci === NONE)
    printError('note: no continuous integration is written; use --ci github or --ci gitlab for one');
  for (const key of examples) printError(`note: ${source.file}: ${key} is only an example; write yours`);
  if (spec.startsWith('file:..'))
    printError(`note: ${PACKAGE}: ${spec} is outside of this folder, so others do not have it; copy it here, and install it from here`);
  const needed = [...added, ...completed].map(([file]) => file);
  const ignored = ignoredNotes(spec.startsWith('file:') ? [...needed, spec.slice('file:'.length)] : needed, source.name);
  for (const note of [
    ...staysNotes(spec, wanted),
    ...managerNotes(!folder && answers.ci !== NONE),
    ...notes,
    ...settings.notes,
    ...ignored,
  ])
    printError(`note: ${note}`);
  for (const line of adopt) print(line);
  print(`\nnext: npm install, then the steps of ${readme}`);
  return 0;
}

async function fromAnswers(props: AnswersProps, output: (answers: Answers) => string | undefined) {
  const { answers, examples } = await answersTo(props);
  return { answers, examples, ...newestFitting(answers, output(answers)), lines: [], adopt: [] };
}

const AT_ROOT = 'no continuous integration and no renovate.json are written, because both are read only at the root of the repository';

/** The settings of Renovate. Those that cannot be completed stay. */
function settingsOf(answers: Answers): { readonly file?: NewFile; readonly notes: readonly string[] } {
  try {
    return { file: completedSettings(answers.ci === 'github', [pinningFile(answers)]), notes: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { notes: [`${error.message}; then run npm run renovate`] };
  }
}

const asOption = ({ option, argument, asks, choices }: (typeof QUESTIONS)[number]): [string, CommandOption] => [
  option,
  { argument, meaning: `${asks}${choices ? ` (${choices.join(', ')})` : ''}`, default: '' },
];

if (require.main === module) {
  run({
    usage: 'tempo-gitops init [--yes] [--from DIR] [--OPTION VALUE...]',
    description:
      'Writes a cluster file, continuous integration and a README into the working directory, and adds what package.json and the settings of Renovate lack. It asks for every option that is not set, and overwrites nothing.',
    options: {
      yes: { meaning: 'ask nothing: the usual answer for every option that is not set', default: '' },
      from: {
        argument: 'DIR',
        meaning: 'a folder with the manifests of a Tempo that runs; the cluster file then describes it',
        default: '',
      },
      package: { argument: 'SPEC', meaning: 'what package.json depends on; default the package that runs', default: '' },
      ...Object.fromEntries(QUESTIONS.map(asOption)),
    },
    run: init,
  });
}
