/** Checks that the trace id is kept from Traefik to everything behind it, in the access log, and in the link to the trace. */
import { hasSection, type TraefikProcess, traefiksIn } from '../../uses/traefik';
import { dataSourcesIn } from '../../world/datasources';
import type { Check } from '../check';
import { accessLog, type Lack, type LogLines } from './access-log';
import { checkModes } from './access-log-modes';
import { checkDataSources } from './data-sources';
import { checkExpression, isForOthers, type Link, linksIn, titleOfField, unlinkedLines, withoutGroup } from './links';
import { checkDestination } from './log-destination';
import { checkLoki } from './loki';
import { checkObservability } from './observability';
import { checkPropagation } from './propagation';
import { IDENTITY_RULES } from './rules';
import { loggedFields } from './trace-id-fields';
import { checkTracing } from './tracing';

export const identity: Check = {
  rules: IDENTITY_RULES,
  run: ({ world, lookup }) => {
    const traefiks = traefiksIn(lookup).map((traefik) => ({ traefik, log: accessLog(traefik, loggedFields(traefik, world)) }));
    const writing = world.isOurs ? traefiks : writingIn(traefiks);
    const dataSources = dataSourcesIn(world);
    const links = linksIn(dataSources, world);
    const isRead = (link: Link, log: (typeof traefiks)[number]['log']) => !link.isForApplications && !isForOthers(link, links, log);
    return {
      findings: [
        ...traefiks.flatMap(({ traefik }) => [
          ...checkTracing(traefik, world),
          ...checkPropagation(traefik, world, lookup),
          ...checkModes(traefik),
        ]),
        ...(links.length > 0 ? writing.flatMap(({ traefik, log }) => unlinkedLines(traefik, log)) : []),
        ...links
          .filter(({ isForApplications }) => !isForApplications)
          .flatMap((link) =>
            writing.flatMap(({ traefik, log }) => [
              ...(isRead(link, log) ? checkExpression(link, traefik, log, world.isOurs) : []),
              ...checkDestination(link, titleOfField(link), traefik),
            ]),
          ),
        ...links.filter((link) => !writing.some(({ log }) => isRead(link, log))).flatMap(withoutGroup),
        ...dataSources.flatMap((dataSource) => checkLoki(dataSource, links, world)),
        ...checkObservability(
          world,
          traefiks.map(({ traefik }) => traefik),
        ),
        ...checkDataSources(world, dataSources, links, traefiks.length > 0),
      ],
      judged: traefiks.length + links.length + dataSources.length,
    };
  },
};

interface Logging {
  readonly traefik: TraefikProcess;
  readonly log: LogLines | Lack | undefined;
}

/** Those whose log lines a link may find: of several that others have, one with an access log is enough. What a file says is unknown. */
function writingIn<Each extends Logging>(all: readonly Each[]): readonly Each[] {
  const byFlags = all.filter(({ traefik }) => traefik.staticFile === undefined);
  const writing = byFlags.filter(({ traefik }) => hasSection(traefik.flags, 'accesslog'));
  return writing.length > 0 ? writing : byFlags;
}
