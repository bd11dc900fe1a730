/**
 * The stages of the migration from Tempo 2 to Tempo 3 in microservices, each a state of the cluster file, from
 * https://grafana.com/docs/tempo/latest/set-up-for-tracing/setup-tempo/migrate-to-3/
 */

export const STAGES = ['side-by-side', 'switched', 'draining'] as const;

export type Stage = (typeof STAGES)[number];

/** What a stage is, and what must be true before the next one. */
export interface StageFacts {
  /** What runs, as a sentence without a dot. */
  readonly does: string;
  /** What an administrator must have seen before the next stage, as an imperative. */
  readonly until: string;
}

export const STAGE_FACTS: Readonly<Record<Stage, StageFacts>> = {
  'side-by-side': {
    does: 'both run on one bucket; senders and Grafana stay with Tempo 2; Tempo 3 neither compacts nor deletes old traces',
    until: 'wait until every pod of Tempo 3 is ready; a live-store without traffic may take half an hour',
  },
  switched: {
    does: 'senders and Grafana use Tempo 3; Tempo 2 receives nothing more from this stack, and still compacts',
    until: 'move every other sender, and wait until the distributors of Tempo 2 receive nothing',
  },
  draining: {
    does: 'the ingesters of Tempo 2 upload what they have; nothing compacts',
    until:
      'wait until the ingesters of Tempo 2 have uploaded everything, about 45 minutes: tempo_ingester_live_traces and tempo_ingester_flush_queue_length are 0',
  },
};

/** The annotation of Tempo's Application with the stage, so that the output tells it. */
export const STAGE_ANNOTATION = 'tempo-gitops.io/migration';
