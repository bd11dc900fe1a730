/** The keys of the root user of MinIO in its Secret, as the charts of MinIO name them. */
export const ROOT_KEYS = { accessKeyId: 'rootUser', secretAccessKey: 'rootPassword' };
