/** Checks that the Loki data source has the tenant and the derived fields of the cluster file, and that Grafana sends its headers. */
import { expanded } from '../../../charts/grafana/provisioning';
import { isTenantHeader, TENANT_HEADER } from '../../../charts/tenants';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { GrafanaDataSource } from '../../world/datasources';
import type { Link } from './links';
import { IDENTITY_RULES } from './rules';

export function checkLoki(loki: GrafanaDataSource, links: readonly Link[], { isOurs, declared }: World): Finding[] {
  if (loki.type !== 'loki') return [];
  const about = { subject: `data source ${loki.name}`, name: loki.name };
  const unsent = unsentHeaders(loki);
  const wrong =
    isOurs && declared.loki ? [...otherTenant(loki, declared.loki.tenant, unsent), ...otherFields(loki, links, declared.loki)] : [];
  const finding = isOurs ? error : warning;
  return [
    ...wrong.map((statement) => error(loki.placed.place, statement, about)),
    ...unsent.map((name) => {
      const problem = `sends no header ${name}, because it has no value in secureJsonData`;
      return finding(loki.placed.place, IDENTITY_RULES.says('unsent-header', problem, 'add its httpHeaderValue there'), about);
    }),
  ];
}

/** Each header of the data source with its value; Grafana counts from 1 until there is no further name. */
function headersOf({ source, isProvisioned }: GrafanaDataSource): [name: string, value: string | undefined][] {
  const found: [string, string | undefined][] = [];
  for (let index = 1; ; index++) {
    const name = textAt(source, 'jsonData', `httpHeaderName${index}`);
    if (!name) return found;
    const value = textAt(source, 'secureJsonData', `httpHeaderValue${index}`);
    found.push([name, value !== undefined && isProvisioned ? expanded(value) : value]);
  }
}

function unsentHeaders(loki: GrafanaDataSource): string[] {
  if (loki.hasFurtherValues) return [];
  return headersOf(loki).flatMap(([name, value]) => (value === undefined ? [name] : []));
}

function otherTenant(loki: GrafanaDataSource, tenant: string | undefined, unsent: readonly string[]): Statement[] {
  const [, sent] = headersOf(loki).find(([name]) => isTenantHeader(name)) ?? [];
  if (sent === tenant || unsent.some(isTenantHeader)) return [];
  const found = sent === undefined ? 'sends no tenant' : `sends the tenant ${sent}`;
  return [
    tenant === undefined
      ? IDENTITY_RULES.says('other-tenant', `${found}, but the cluster file has no grafana.loki.tenant`, `remove ${TENANT_HEADER}`)
      : IDENTITY_RULES.says('other-tenant', `${found}, but grafana.loki.tenant is ${tenant}`, `send ${TENANT_HEADER}: ${tenant}`),
  ];
}

type DeclaredLoki = NonNullable<World['declared']['loki']>;

function otherFields(loki: GrafanaDataSource, links: readonly Link[], { derivedFields }: DeclaredLoki): Statement[] {
  return derivedFields.flatMap(({ name, matcherRegex, matcherType }) => {
    const own = links.find((link) => link.loki === loki && link.name === name);
    if (own?.pattern === matcherRegex && own.readsLabel === (matcherType === 'label')) return [];
    const problem = own
      ? `its derived field ${name} reads another ${own.readsLabel ? 'label' : 'expression'} than in grafana.loki.derivedFields`
      : `has no derived field ${name}, which is in grafana.loki.derivedFields`;
    return [IDENTITY_RULES.says('other-derived-field', problem, RUN_SYNTH)];
  });
}
