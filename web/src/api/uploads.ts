import { API_ROOT, type ApiClient } from './client';

/** A stored file (contract-sessions §4.8). */
export interface Upload {
  id: string;
  session_id: string | null;
  filename: string;
  content_type: string;
  size_bytes: number;
  has_text: boolean;
  created_at: string;
}

export const uploads = {
  send: (
    api: ApiClient,
    file: File,
    sessionId: string | null,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ) => {
    const form = new FormData();
    form.set('file', file);
    if (sessionId !== null) form.set('session_id', sessionId);
    return api.upload<Upload>('/uploads', form, onProgress, signal);
  },
  list: (api: ApiClient, sessionId: string, signal?: AbortSignal) =>
    api.get<Upload[]>('/uploads', { session_id: sessionId }, signal),
  remove: (api: ApiClient, id: string) => api.send<undefined>('DELETE', `/uploads/${encodeURIComponent(id)}`),
  /** Where the bytes are: for an hour, of this server (then read with {@link uploads.content}) or of a file store. */
  link: (api: ApiClient, id: string, signal?: AbortSignal) =>
    api.get<{ url: string }>(`/uploads/${encodeURIComponent(id)}/url`, {}, signal),
  /** The bytes behind a link of this server: it wants the bearer token, which a picture element would not send. */
  content: async (api: ApiClient, url: string, signal?: AbortSignal): Promise<Blob> => {
    const response = await api.raw(url.slice(API_ROOT.length), { signal: signal ?? null });
    return response.blob();
  },
};

export function isOwnLink(url: string): boolean {
  return url.startsWith(`${API_ROOT}/`);
}
