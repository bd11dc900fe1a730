/** Checks the domain of the cluster in the name of a Service. */
import { CLUSTER_DOMAIN as DOMAIN } from '../../../charts/component';
import type { Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { ADDRESSES_RULES } from './rules';

/**
 * @param host `tempo.tracing.svc.cluster.local`
 * @returns why DNS of the cluster does not know the host; undefined for another domain, which the cluster may have
 */
export function wrongDomain(host: string): Statement | undefined {
  const labels = host.toLowerCase().split('.');
  const service = labels.indexOf('svc');
  const domain = labels.slice(service + 1).join('.');
  if (service >= 2 && domain !== '' && domain !== DOMAIN && nearest(domain, [DOMAIN]))
    return ADDRESSES_RULES.says('cluster-domain', `${domain} is not the domain of a cluster`, `use ${DOMAIN}`);
  if (service < 0 && labels.length > 3 && host.endsWith(`.${DOMAIN}`) && !labels.includes('pod'))
    return ADDRESSES_RULES.says('cluster-domain', `a Service has no such name in ${DOMAIN}`, `use <service>.<namespace>.svc.${DOMAIN}`);
  return undefined;
}
