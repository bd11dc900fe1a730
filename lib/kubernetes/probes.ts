/** The fields of a container with its probes. */
export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
