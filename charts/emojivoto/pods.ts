/** The pods of emojivoto at its pinned revision, and what they send each other (kustomize/deployment). */

export const VOTES = ['web-svc', 'emoji-svc', 'voting-svc', 'vote-bot'] as const;

type Vote = (typeof VOTES)[number];

/** The label of their pods is `app`. */
export const votePods = (name: Vote): Readonly<Record<string, string>> => ({ app: name });

/** The port that each server listens on, HTTP or gRPC. */
export const VOTE_PORT = 8080;

export const VOTE_LINKS: readonly { readonly from: Vote; readonly to: Vote }[] = [
  { from: 'vote-bot', to: 'web-svc' },
  { from: 'web-svc', to: 'emoji-svc' },
  { from: 'web-svc', to: 'voting-svc' },
];
