/** How the processes of Tempo find each other. */
import type { Rule } from '../../../../lib/findings/rules';

export const MEMBER_RULES = {
  'no-members': {
    proves: 'the processes of Tempo find each other by memberlist',
    example:
      'ConfigMap tempo-config (tempo.yaml): memberlist.join_members is empty, so its processes do not find each other; add the Service of all of them, such as dns+tempo-gossip-ring:7946',
    wayOut: 'Correct memberlist.join_members, bind_port or bind_addr',
  },
  'own-ring': {
    proves: 'the processes of Tempo share their rings',
    example:
      'ConfigMap tempo-config (tempo.yaml): ingester.lifecycler.ring.kvstore.store is inmemory, so each process has a ring of its own; use memberlist',
    wayOut: 'Use memberlist',
  },
  'no-frontend': {
    proves: 'the queriers find the query-frontend',
    example:
      'ConfigMap tempo-config (tempo.yaml): querier.frontend_worker.frontend_address is tempo-query-frontend, without a port, so no query is answered; use tempo-query-frontend:9095',
    wayOut: 'Use the host and the gRPC port of the query-frontend',
  },
  'own-address': {
    proves: 'the servers of Tempo accept connections of other pods',
    example: 'ConfigMap tempo-config (tempo.yaml): server.http_listen_address is 127.0.0.1, which other pods cannot reach; remove it',
    wayOut: 'Remove the address',
  },
} as const satisfies Record<string, Rule>;
