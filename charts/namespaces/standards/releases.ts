/** The first minors of Kubernetes with rules, or with allowed values, that the Pod Security Standards did not have before. */

/** Probes and hooks must not name a host. */
export const HOSTS_OF_PROBES = '1.34';

/** A container must not run as user 0. */
export const NOT_ROOT = '1.23';

/** The names of sysctls that are allowed, each with the first minor that has it; undefined is every one. */
export const SYSCTLS: readonly (readonly [since: string | undefined, names: readonly string[]])[] = [
  [
    undefined,
    [
      ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies'],
      'net.ipv4.ping_group_range',
    ],
  ],
  ['1.27', ['net.ipv4.ip_local_reserved_ports']],
  [
    '1.29',
    [...['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout'], ...['net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes']],
  ],
  ['1.32', ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
];

/** The same of the types of SELinux. */
export const SE_LINUX_TYPES: typeof SYSCTLS = [
  [undefined, ['', 'container_t', 'container_init_t', 'container_kvm_t']],
  ['1.31', ['container_engine_t']],
];
