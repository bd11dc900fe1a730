/**
 * Findings as workflow commands of GitHub Actions, which shows them as annotations of a pull request.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
import type { Finding } from '../finding';
import { grouped } from '../grouped';
import { commandLines, reasonOf, sentence } from '../sentence';
import { repositoryPath } from './repository-path';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * One line per finding; empty without findings. An accepted finding is a notice.
 * @param notProven what could not be judged, which is a warning each
 */
export const github = (findings: readonly Finding[], notProven: readonly string[] = []): string =>
  [...grouped(findings).map(annotation), ...notProven.map((phrase) => `::warning title=not proven::${data(phrase)}`)].join('\n');

function annotation(finding: Finding): string {
  const { severity, place, rule, accepted } = finding;
  const command = accepted === undefined ? COMMANDS[severity] : COMMANDS.note;
  const properties = { file: repositoryPath(place.file), line: place.line, col: place.column, title: rule };
  const written = Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : `${name}=${property(String(value))}`));
  const object = place.name === undefined ? '' : `${place.name}: `;
  return `::${command} ${written.join(',')}::${data(
    object +
      sentence(finding) +
      reasonOf(finding) +
      commandLines(finding)
        .map((line) => `\n${line}`)
        .join(''),
  )}`;
}

/** The escapes of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
