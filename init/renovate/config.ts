/** Settings of Renovate: which releases a cluster file pins, and which of them it may propose. */
import type { ClusterFile } from '../../charts/cluster-file';
import { isMap } from '../../lib/yaml/parsed';
import { PINS, type Pin } from '../../verify/upgrade/pins';
import { allowedVersions } from './allowed';
import { type PinningFile, placesOf } from './mirrors';
import { patternsOf } from './patterns';
import { SOURCES, type Source } from './sources';

/** What each entry of ours begins with, so that it can be written again and others are kept. */
const MARK = 'tempo-gitops: ';

/** Where cluster files and the usual bases are: other files may pin the same releases, and are not ours. */
const OUR_FILES = ['base/**', 'clusters/**'];

/** The manager that finds them. Where a list enables managers, it must be in it: https://docs.renovatebot.com/modules/manager/regex/ */
const MANAGER = 'custom.regex';
/** Its older name, which Renovate still reads. */
const OLD_MANAGER = 'regex';

type Entry = Readonly<Record<string, unknown>>;

const sourceOf = ({ key }: Pin): Source => {
  const source = SOURCES[key.join('.')];
  if (!source) throw new Error(`no source of releases for ${key.join('.')}`);
  return source;
};

const managers = (files: readonly PinningFile[]): Entry[] =>
  PINS.flatMap((pin) =>
    placesOf(sourceOf(pin), files).map(({ source, pattern }) => ({
      customType: 'regex',
      description: `${MARK}${pin.key.join('.')}`,
      managerFilePatterns: [pattern],
      matchStringsStrategy: 'recursive',
      matchStrings: patternsOf(pin.key),
      ...source,
    })),
  );

/** Only releases that are in the tables and work, and only of our files. What is installed elsewhere is upgraded there first. */
const rules = (): Entry[] =>
  PINS.map((pin) => ({
    description: `${MARK}the known releases of ${pin.key.join('.')}`,
    matchManagers: [MANAGER],
    matchDepNames: [sourceOf(pin).depNameTemplate],
    matchFileNames: OUR_FILES,
    allowedVersions: allowedVersions(
      pin
        .newer('0.0')
        .map(({ version }) => version)
        .reverse(),
    ),
    ...(pin.elsewhere({} as ClusterFile) !== undefined && {
      dependencyDashboardApproval: true,
      prBodyNotes: ['The key only tells which release is in use: upgrade the cluster first, unless this stack installs it.'],
    }),
  }));

const others = (entries: unknown): unknown[] =>
  Array.isArray(entries) ? entries.filter((each) => !String((each as Entry | null)?.description).startsWith(MARK)) : [];

const withManager = (enabled: unknown): Entry =>
  Array.isArray(enabled) && enabled.length > 0 && !enabled.includes(MANAGER) && !enabled.includes(OLD_MANAGER)
    ? { enabledManagers: [...enabled, MANAGER] }
    : {};

/**
 * The settings with ours as they are today; everything else in them stays.
 * @param files the cluster files, which may have mirrors. @default all charts come from upstream
 */
export const withPins = (settings: Entry, files: readonly PinningFile[] = []): Entry => ({
  ...settings,
  ...withManager(settings.enabledManagers),
  customManagers: [...managers(files), ...others(settings.customManagers)],
  packageRules: [...rules(), ...others(settings.packageRules)],
});

const BY_HAND = 'Run `npm run synth && npm run snapshots` on this branch, and commit the result.';

/** The author of the commits that make dist/ again. They do not stop Renovate from updating its branch. */
const REGENERATES = '41898282+github-actions[bot]@users.noreply.github.com';

/**
 * The settings of a new repository.
 * @param isRegenerated whether its continuous integration makes dist/ again. @default true
 */
export const newSettings = (isRegenerated = true, files: readonly PinningFile[] = []): Entry =>
  completed({ $schema: 'https://docs.renovatebot.com/renovate-schema.json', extends: ['config:recommended'] }, isRegenerated, files);

/** The settings of a repository that has some already: whatever is in them stays. */
export function completed(settings: Entry, isRegenerated = true, files: readonly PinningFile[] = []): Entry {
  const [own, authors] = [listOf(settings.packageRules), listOf(settings.gitIgnoredAuthors)];
  const isTold = isRegenerated || own.some((rule) => isMap(rule) && listOf(rule.prBodyNotes).includes(BY_HAND));
  return withPins(
    {
      ...settings,
      packageRules: isTold ? own : [{ matchManagers: [MANAGER], matchFileNames: OUR_FILES, prBodyNotes: [BY_HAND] }, ...own],
      gitIgnoredAuthors: authors.includes(REGENERATES) ? authors : [...authors, REGENERATES],
    },
    files,
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
