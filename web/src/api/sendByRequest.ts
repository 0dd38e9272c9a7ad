import type { FileSender } from './client';
import { ApiProblem, NETWORK } from './problem';

/** A file by XMLHttpRequest, the one way a browser tells the progress of sending. */
export const sendByRequest: FileSender = (address, { token, form, signal }, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const retryAfter = request.getResponseHeader('Retry-After');
      const headers = retryAfter === null ? undefined : { 'Retry-After': retryAfter };
      resolve(
        new Response(request.responseText, {
          status: request.status,
          ...(headers === undefined ? {} : { headers }),
        }),
      );
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, code: NETWORK }));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', cancel);
    if (signal.aborted) {
      reject(new DOMException('cancelled', 'AbortError'));
      return;
    }
    signal.addEventListener('abort', cancel, { once: true });
    request.send(form);
  });
