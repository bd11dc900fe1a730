/** Checks what in an AppProject keeps its Applications from being synced: sync windows and requirements. */
import { OWN_NAME, OWN_SERVER } from '../../../charts/argocd/target';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed, World } from '../../stack';
import { minutesOf } from '../../world/duration';
import { isSchedule } from '../shape/apiserver/cron';
import { matches } from './project';
import { ARGOCD_RULES } from './rules';

export function checkProjects({ projects, applications, isOurs }: World): Finding[] {
  return projects.flatMap((project) => {
    const own = applications.filter((application) => application.project === project.object.metadata.name);
    if (own.length === 0) return [];
    return [...syncWindows(project, own, isOurs), ...(isOurs ? requirements(project) : [])];
  });
}

function syncWindows({ object, place }: Placed, own: readonly Application[], isOurs: boolean): Finding[] {
  return listAt(object, 'spec', 'syncWindows').flatMap((window, index) => {
    const invalid = invalidity(window);
    if (invalid) return [error(place, windowSays(`its sync window ${index + 1} ${invalid}, so nothing is synced`, 'correct it'))];
    const names = own.filter((application) => isInWindow(application, window)).map(({ name }) => name);
    if (names.length === 0) return [];
    const { kind, schedule, duration } = fieldsOf(window);
    const described = `its sync window of kind ${kind} (${schedule}, for ${duration})`;
    if (kind === 'allow') {
      if (!isOurs || isAlways(schedule, duration)) return [];
      return [warning(place, windowSays(`${described} keeps Argo CD from syncing ${listed(names)} at other times`, REMOVE))];
    }
    // A window of an hour is a decision; one without an end is not.
    if (!isOurs && !isAlways(schedule, duration)) return [];
    const found = isOurs ? error : warning;
    return [found(place, windowSays(`${described} keeps Argo CD from syncing ${listed(names)}`, REMOVE))];
  });
}

const fieldsOf = (window: unknown) => ({
  kind: textAt(window, 'kind') ?? '',
  schedule: textAt(window, 'schedule') ?? '',
  duration: textAt(window, 'duration') ?? '',
});

const REMOVE = 'remove it from syncWindows';
const windowSays = (problem: string, fix: string): Statement => ARGOCD_RULES.says('sync-window', problem, fix);

/** Validate of SyncWindow in Argo CD's types.go. */
function invalidity(window: unknown): string | undefined {
  const { kind, schedule, duration } = fieldsOf(window);
  if (kind !== 'allow' && kind !== 'deny') return `has kind ${kind || '(none)'} instead of allow or deny`;
  if (!isSchedule(schedule)) return 'has no valid schedule';
  return minutesOf(duration) === undefined ? 'has no valid duration' : undefined;
}

/** Matches of SyncWindows in Argo CD's types.go: one of the lists, or with andOperator each of them. */
function isInWindow({ name, destination }: Application, window: unknown): boolean {
  const own = destination.server === OWN_SERVER ? OWN_NAME : undefined;
  const clusters = [destination.name, destination.server, own];
  const lists = [
    { patterns: listAt(window, 'applications'), texts: [name] },
    { patterns: listAt(window, 'clusters'), texts: clusters },
    { patterns: listAt(window, 'namespaces'), texts: [destination.namespace] },
  ].filter(({ patterns }) => patterns.length > 0);
  const results = lists.map(({ patterns, texts }) =>
    patterns.some((pattern) => texts.some((text) => text !== undefined && matches(textFrom(pattern), text))),
  );
  return at(window, 'andOperator') === true ? results.length > 0 && results.every(Boolean) : results.some(Boolean);
}

/** Whether the next window starts before the last one has ended. Only schedules of every hour or every day are decided. */
function isAlways(schedule: string, duration: string): boolean {
  const [minute = '', hour = '', ...days] = schedule.split(/\s+/);
  if (days.some((field) => field !== '*')) return false;
  const gap = hour === '*' ? (minute === '*' ? 1 : 60) : 24 * 60;
  return (minutesOf(duration) ?? 0) >= gap;
}

function requirements({ object, place }: Placed): Finding[] {
  const wrong = (problem: string, fix = 'remove it') => error(place, ARGOCD_RULES.says('project-restricts', problem, fix));
  const scoped = 'permitOnlyProjectScopedClusters is true, but no cluster belongs to the project, so none can be synced';
  return [
    ...(at(object, 'spec', 'permitOnlyProjectScopedClusters') === true ? [wrong(scoped)] : []),
    ...signatures(object).map((field) => wrong(`${field} permits only signed commits, which the cluster file does not ask for`)),
  ];
}

const signatures = (project: Manifest): string[] => [
  ...(listAt(project, 'spec', 'signatureKeys').length > 0 ? ['signatureKeys'] : []),
  ...(at(project, 'spec', 'sourceIntegrity') === undefined ? [] : ['sourceIntegrity']),
];
