/** The file with the settings of Renovate, which reads only the first that it finds. */
import { Refusal } from '../../lib/command-line/errors';
import { isFile } from '../../lib/files/file-kind';
import type { NewFile } from '../files';
import { type JsonFile, jsonText, readJson, rewritten } from '../json-file';
import { completed, newSettings, withPins } from './config';
import type { PinningFile } from './mirrors';

const USUAL = 'renovate.json';

/** In the order of Renovate: https://docs.renovatebot.com/configuration-options/ */
const NAMES = [
  ...[USUAL, 'renovate.jsonc', 'renovate.json5'],
  ...['.github/renovate.json', '.github/renovate.jsonc', '.github/renovate.json5'],
  ...['.gitlab/renovate.json', '.gitlab/renovate.jsonc', '.gitlab/renovate.json5'],
  ...['.renovaterc', '.renovaterc.json', '.renovaterc.jsonc', '.renovaterc.json5'],
];

const PACKAGE = 'package.json';

interface SettingsFile {
  readonly file: string;
  /** @default there is none */
  readonly present?: JsonFile;
}

/**
 * The settings with the pins of the cluster files; everything else in them stays.
 * @throws {Refusal} if they cannot be written without a loss
 */
export const pinnedSettings = (files: readonly PinningFile[]): NewFile =>
  changedSettings(
    (settings) => withPins(settings, files),
    () => newSettings(true, files),
  );

/**
 * The same with what a repository of init needs, too.
 * @param isRegenerated whether its continuous integration makes dist/ again
 * @throws {Refusal} if they cannot be written without a loss
 */
export const completedSettings = (isRegenerated: boolean, files: readonly PinningFile[]): NewFile =>
  changedSettings(
    (settings) => completed(settings, isRegenerated, files),
    () => newSettings(isRegenerated, files),
  );

type Settings = JsonFile['content'];

/** @param fresh the settings if there is no file */
function changedSettings(change: (settings: Settings) => Settings, fresh: () => Settings): NewFile {
  const { file, present } = settingsFile();
  return [file, present ? rewritten(present, change(present.content)) : jsonText(fresh())];
}

function settingsFile(): SettingsFile {
  const file = NAMES.find(isFile);
  if (file === undefined) {
    if (isFile(PACKAGE) && readJson(PACKAGE, 'correct it').content.renovate !== undefined)
      throw new Refusal(`${PACKAGE}: renovate: Renovate no longer reads it where ${USUAL} exists; move it to ${USUAL}`);
    return { file: USUAL };
  }
  const wayOut = /\.json[c5]$/.test(file)
    ? 'write it without comments and as plain JSON, because they would be lost'
    : `correct it, or remove the file, and ${file === USUAL ? 'it is written anew' : `${USUAL} is written`}`;
  return { file, present: readJson(file, wayOut) };
}
