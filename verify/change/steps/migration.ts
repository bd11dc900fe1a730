/** The stages of a migration from Tempo 2 to Tempo 3: one at a time, each after what the one before waits for. */
import type { InstalledTempo } from '../../../charts/tempo/installed';
import { STAGE_ANNOTATION, STAGE_FACTS, STAGES, type Stage } from '../../../charts/tempo/migration/stages';
import { error, type Finding, note, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { annotationOf } from '../../world/kubernetes';
import { kubectl, podNames } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** Every state in order: Tempo 2 alone, the stages, Tempo 3 alone. */
const STATES = ['Tempo 2 alone', ...STAGES, 'Tempo 3 alone'] as const;

/** The number of the state; undefined for a Tempo in one process, or without Tempo. */
function stateOf({ applications, tempos }: Side): number | undefined {
  const stage = applications.map(({ manifest }) => annotationOf(manifest, STAGE_ANNOTATION)).find((value) => value !== undefined);
  if (stage !== undefined) return STAGES.includes(stage as Stage) ? STATES.indexOf(stage as Stage) : undefined;
  const [tempo] = tempos;
  if (tempo?.chart !== 'tempo-distributed') return undefined;
  return tempo.release.tempo.kafka ? STATES.length - 1 : 0;
}

export function migrationSteps({ before, after, where }: Step): Finding[] {
  const [old, now] = [stateOf(before), stateOf(after)];
  const isOutside = [old, now].every((state) => state === 0 || state === STATES.length - 1);
  if (old === undefined || now === undefined || old === now || isOutside) return [];
  const place = where(['tempo', 'migration', 'stage']);
  const about = { subject: 'tempo.migration' };
  const [severity, statement] = judged(old, now, { before, after });
  return [severity(place, statement, about)];
}

type Judged = readonly [severity: typeof error, statement: Statement];

function judged(old: number, now: number, sides: Pick<Step, 'before' | 'after'>): Judged {
  const [from, to] = [STATES[old] ?? '', STATES[now] ?? ''];
  const says = (rule: 'migration' | 'migration-skipped', problem: string, fix: string) =>
    CHANGE_RULES.says(rule, `${from} to ${to}: ${problem}`, fix);
  if (old === STATES.length - 1)
    return [error, says('migration-skipped', 'Tempo 2 has ended, and its pods start empty', 'remove tempo.migration')];
  if (now > old + 1) {
    const missing = listed(STATES.slice(old + 1, now));
    return [error, says('migration-skipped', `skips ${missing}, so traces may be lost`, `merge stage ${STATES[old + 1]} first`)];
  }
  if (now === old + 1) {
    const facts = STAGE_FACTS[from as Stage];
    const does =
      STAGE_FACTS[to as Stage]?.does ?? 'Tempo 2 is deleted with its pods, its volumes stay, and Tempo 3 compacts and deletes old traces';
    const fix = facts ? `before the merge, ${facts.until}` : 'it needs a Kafka broker, and resources for both';
    return [note, { ...says('migration', does, fix), commands: commandsBefore(to, sides) }];
  }
  if (now === 0 && old > 1)
    return [error, says('migration-skipped', 'Tempo 3 goes with the traces that only Kafka has', 'merge stage side-by-side first')];
  const lost =
    from === 'switched' ? 'Tempo 2 finds the traces that Tempo 3 received only after its block-builders have stored them' : 'goes back';
  return [from === 'switched' ? warning : note, says('migration', lost, 'wait for the block-builders before you query')];
}

/** What shows an administrator that the next state may begin. */
function commandsBefore(to: string, { before: { tempos } }: Pick<Step, 'before' | 'after'>): string[] {
  const [older, newer] = tempos;
  if (!older) return [];
  if (to === 'switched' && newer) {
    const ready = (workload: string) =>
      kubectl(newer.namespace, 'rollout', 'status', `statefulset/${newer.releaseName}-${workload}`, '--timeout=45m');
    return ['# before the merge:', ...['live-store', 'block-builder'].map(ready)];
  }
  if (to === 'draining')
    return [
      '# before the merge, twice; the numbers must not grow:',
      metrics(older, 'services', `${older.releaseName}-distributor`, 'tempo_distributor_spans_received_total'),
    ];
  if (to === 'Tempo 3 alone') {
    const pods = older.unflushed ? podNames(older.unflushed) : [];
    return [
      '# before the merge, until all are 0:',
      ...pods.map((pod) => metrics(older, 'pods', pod, 'tempo_ingester_live_traces|tempo_ingester_flush_queue_length')),
      '# long after the merge, if nothing is missing:',
      kubectl(
        older.namespace,
        'delete',
        'pvc',
        '-l',
        `app.kubernetes.io/instance=${older.releaseName},app.kubernetes.io/component=ingester`,
      ),
    ];
  }
  return [];
}

/** The values of metrics, by the proxy of the API server. */
function metrics({ namespace, release: { queryPort } }: InstalledTempo, kind: string, name: string, pattern: string): string {
  const raw = kubectl(undefined, 'get', '--raw', `/api/v1/namespaces/${namespace}/${kind}/${name}:${queryPort}/proxy/metrics`);
  return `${raw} | grep -E '^(${pattern})'`;
}
