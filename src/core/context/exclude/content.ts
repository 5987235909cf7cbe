import { secretTextRule } from './secretFiles.ts';
import type { Verdict } from './verdict.ts';

/**
 * In UTF-16 code units. A file of a million is data or generated: 250,000 tokens, more than most models' windows,
 * and a second of work for an editor that wants to show it.
 */
const hugeFrom = 1_000_000;
/** As git does: a text with a NUL byte at its beginning is none. */
const searchedForNul = 8_000;

const binaryExtensions = new Set(
  [
    'png jpg jpeg gif bmp ico icns webp avif heic tif tiff psd ai sketch fig',
    'mp3 mp4 m4a wav flac ogg oga ogv avi mov mkv webm wmv',
    'zip gz tgz bz2 xz zst 7z rar tar jar war ear whl egg nupkg vsix crx deb rpm dmg iso apk ipa cab msi',
    'exe dll so dylib a lib o obj class pyc pyd pdb wasm bin dat node',
    'ttf otf woff woff2 eot',
    'pdf doc docx xls xlsx ppt pptx odt ods odp',
    'db sqlite sqlite3 mdb parquet avro orc npy npz pkl pt pth onnx safetensors gguf h5 tflite',
  ].flatMap((line) => line.split(' ')),
);

/** The verdict that a path alone gives about content. */
export function verdictOfName(path: string): Verdict {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension !== undefined && binaryExtensions.has(extension) ? { kind: 'binary' } : { kind: 'allowed' };
}

/** The verdict on a file whose name is harmless. Cheap: meant for every keystroke. */
export function verdictOfText(path: string, text: string): Verdict {
  if (text.length >= hugeFrom) return { kind: 'huge' };
  if (text.slice(0, searchedForNul).includes('\0')) return { kind: 'binary' };
  const rule = secretTextRule(path, text);
  return rule === undefined ? { kind: 'allowed' } : { kind: 'excluded', by: 'secret files', rule };
}
