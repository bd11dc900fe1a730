/**
 * Findings as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os.html
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, Log, PhysicalLocation, ReportingDescriptor, Result } from 'sarif';
import { homepage, version } from '../../../package.json';
import type { Finding, Place } from '../finding';
import { type Grouped, grouped } from '../grouped';
import { asSentence, type Rule, type RuleSet } from '../rules';
import { ruleUrl } from '../rules-page';
import { fullText } from '../sentence';
import { json } from './json';
import { repositoryPath } from './repository-path';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * The whole document: one run, with every rule.
 * @param notProven what could not be judged, as notifications of the run
 */
export function sarif(findings: readonly Finding[], ruleSets: readonly RuleSet[], notProven: readonly string[] = []): string {
  const rules = ruleSets.flatMap(({ all }) => all);
  const indexOf = new Map(rules.map(([id], index) => [id, index]));
  const driver = { name: 'tempo-gitops', semanticVersion: version, informationUri: homepage, rules: rules.map(descriptor) };
  const results = grouped(findings).map((finding) => result(finding, indexOf.get(finding.rule)));
  const notifications = notProven.map((phrase) => ({ level: 'warning' as const, message: { text: `not proven: ${phrase}` } }));
  const invocations = notProven.length > 0 ? [{ executionSuccessful: true, toolExecutionNotifications: notifications }] : undefined;
  const run = { tool: { driver }, ...(invocations && { invocations }), columnKind: 'utf16CodeUnits' as const, results };
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return json(log);
}

function descriptor([id, { proves, example, wayOut }]: readonly [string, Rule]): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: asSentence(proves) },
    help: {
      text: `${asSentence(wayOut)} Example: ${example}`,
      markdown: `${asSentence(wayOut)}\n\nExample:\n\n\`\`\`text\n${example}\n\`\`\`\n\n[${id}](${ruleUrl(id)})`,
    },
    helpUri: ruleUrl(id),
  };
}

function result(finding: Grouped, ruleIndex: number | undefined): Result {
  const { rule, severity, place, accepted, subjects } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: { text: fullText(finding) },
    locations: [{ physicalLocation: physicalLocation(place), ...logicalLocations(place, subjects) }],
    ...(accepted !== undefined && { suppressions: [{ kind: 'external', justification: accepted }] }),
  };
}

function physicalLocation({ file, line, column }: Place): PhysicalLocation {
  return {
    artifactLocation: { uri: uriOf(file) },
    ...(line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }),
  };
}

/** Objects of Kubernetes, and keys of a cluster file. */
function logicalLocations({ name }: Place, subjects: readonly string[]): Pick<Location, 'logicalLocations'> {
  const all = [...new Set([...(name === undefined ? [] : [name]), ...subjects])];
  return all.length === 0 ? {} : { logicalLocations: all.map((fullyQualifiedName) => ({ fullyQualifiedName })) };
}

/** Relative to the working directory, which is the top of the repository; the full path for a file outside of it. */
function uriOf(file: string): string {
  const relative = repositoryPath(file);
  if (path.isAbsolute(relative) || relative.startsWith('../')) return pathToFileURL(file).href;
  return relative.split('/').map(encodeURIComponent).join('/');
}
