import { z } from 'zod';
import type { User } from './tracker.js';

/** How a write names files that came before it. */
export const Named = z.object({
  token: z.string(),
  filename: z.string().optional(),
  content_type: z.string().optional(),
});
export type Named = z.infer<typeof Named>;

/** A file that hangs on an issue. `json`: as Redmine shows it. */
export type Attachment = { id: number; name: string; size: number; json: string };

type Uploaded = { id: number; name: string; mime: string | undefined; size: number; by: User };

/** The files of one tracker: how long they are, and nothing of what is in them. */
export function createUploads() {
  /** Those that hang on nothing yet, by token. */
  const loose = new Map<string, Uploaded>();
  let last = 0;

  return {
    take(file: Omit<Uploaded, 'id'>): { id: number; token: string } {
      const id = (last += 1);
      const token = `${id}.${String(id).padStart(32, '0')}`;
      loose.set(token, { id, ...file });
      return { id, token };
    },
    /** A token that is not known, or was used before, is ignored, as Redmine does in silence. */
    attach(named: readonly Named[]): Attachment[] {
      return named.flatMap(({ token, filename, content_type: mime }) => {
        const file = loose.get(token);
        loose.delete(token);
        return file ? [attachmentOf({ ...file, name: filename ?? file.name, mime: mime ?? file.mime })] : [];
      });
    },
  };
}

function attachmentOf({ id, name, mime, size, by: author }: Uploaded): Attachment {
  const json = JSON.stringify({
    id,
    filename: name,
    filesize: size,
    content_type: mime ?? 'application/octet-stream',
    description: '',
    content_url: `http://stub/attachments/download/${id}/${encodeURIComponent(name)}`,
    author,
    created_on: `${new Date().toISOString().slice(0, 19)}Z`,
  });
  return { id, name, size, json };
}
