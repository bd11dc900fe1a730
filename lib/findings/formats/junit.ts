/**
 * Findings as JUnit XML, in the form that most CI servers accept: https://github.com/testmoapp/junitxml. A suite without errors is one
 * passing test; otherwise each error is a failing test. Warnings and notes are the suite's output.
 */
import { isError } from '../finding';
import { type Grouped, grouped } from '../grouped';
import { listed } from '../listed';
import { commandLines, lineOf, linesOf, placeText, sentence } from '../sentence';
import type { Suite } from './formats';

/** The whole document. */
export function junit(suites: readonly Suite[]): string {
  const parts = suites.map(suiteOf);
  const sum = (key: 'tests' | 'failures' | 'skipped') => parts.reduce((total, part) => total + part[key], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'tempo-gitops', tests: sum('tests'), failures: sum('failures'), skipped: sum('skipped') })}>`,
    ...parts.map(({ xml }) => xml),
    '</testsuites>',
  ].join('\n');
}

function suiteOf({ name, findings, notProven = [] }: Suite): { xml: string; tests: number; failures: number; skipped: number } {
  const all = grouped(findings);
  const errors = all.filter(isError);
  const accepted = all.filter(({ severity, accepted: reason }) => severity === 'error' && reason !== undefined);
  const output = all.filter((finding) => finding.severity !== 'error').flatMap(linesOf);
  const cases = [
    ...errors.map((finding) =>
      testCase(
        name,
        finding,
        `<failure${attributes({ message: sentence(finding), type: finding.rule })}>${escaped([lineOf(finding), ...commandLines(finding)].join('\n'))}</failure>`,
      ),
    ),
    ...accepted.map((finding) => testCase(name, finding, `<skipped${attributes({ message: `accepted: ${finding.accepted}` })}/>`)),
    ...notProven.map(
      (phrase) =>
        `    <testcase${attributes({ classname: name, name: `not proven: ${phrase}` })}><skipped${attributes({ message: `not proven: ${phrase}` })}/></testcase>`,
    ),
    ...(errors.length === 0 ? [`    <testcase${attributes({ classname: name, name })}/>`] : []),
  ];
  const counts = { tests: cases.length, failures: errors.length, skipped: accepted.length + notProven.length };
  const lines = [
    `  <testsuite${attributes({ name, ...counts })}>`,
    ...cases,
    ...(output.length > 0 ? [`    <system-out>${escaped(output.join('\n'))}</system-out>`] : []),
    '  </testsuite>',
  ];
  return { xml: lines.join('\n'), ...counts };
}

const testCase = (suite: string, finding: Grouped, result: string): string =>
  `    <testcase${attributes({ classname: suite, name: `${finding.rule}: ${[placeText(finding.place), listed(finding.subjects)].filter(Boolean).join(' ')}` })}>${result}</testcase>`;

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;' };

/** Characters that XML 1.0 does not allow, even as references: https://www.w3.org/TR/xml/#charsets */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text.replace(NOT_XML, '\ufffd').replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? character);
