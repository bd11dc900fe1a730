/** What smoke reports: each rule is a link of the path of a trace that is missing in the running stack. */
import { RuleSet } from '../lib/findings/rules';

export const SMOKE_RULES = new RuleSet('smoke', 'a trace goes the whole way through the running stack', {
  unreachable: {
    proves: 'every end of the stack can be reached',
    example: 'receiver zipkin: connection refused at 127.0.0.1:9411 (--url); correct --url zipkin=URL, or start what listens there',
    wayOut: 'Start what the message names, or give its address by --url',
  },
  refused: {
    proves: 'every receiver accepts a span in its protocol',
    example: 'receiver zipkin: answered 404 Not Found; enable zipkin in tempo.receivers and sync Tempo',
    wayOut: 'Do what the message says; if dist/ has the receiver, sync its Application',
  },
  'not-stored': {
    proves: 'every span that a receiver accepts can be read back by its trace id',
    example: 'receiver zipkin: accepted trace 5f…, which http://tempo.tracing:3200 does not have after 30 s; see the logs of the ingester',
    wayOut: 'Follow the counters of Tempo that the message names',
  },
  'changed-span': {
    proves: 'a span is stored with the service and the name that were sent',
    example:
      'receiver zipkin: trace 5f… has proxy smoke zipkin in place of tempo-gitops-smoke smoke zipkin; look for a collector in between that changes it',
    wayOut: 'Look for a program between the sender and Tempo, such as a collector, that changes spans',
  },
  'not-found-by-search': {
    proves: 'every span can be found by search',
    example:
      'receiver zipkin: trace 5f… is there, but a search for its service finds nothing after 30 s; see the logs of the query-frontend',
    wayOut: 'Look at the logs of query-frontend and querier',
  },
});
