/** Which part of a picture a canvas shows: layout units to CSS pixels and back. */
export interface Camera {
  /** CSS pixels a layout unit. */
  scale: number;
  /** Where the layout's origin stands, CSS pixels. */
  left: number;
  top: number;
}

export interface Size {
  width: number;
  height: number;
}

const NEAREST = 90;
/** CSS pixels a layout unit of a picture of a few skills. */
const NEAREST_FIT = 48;
const FARTHEST = 1;
const MARGIN = 60;
/** Beside the picture on a phone, CSS pixels. */
const NARROW_MARGIN = 24;

/** All of the picture, in the middle. @param beside Room for what stands to the right of its last column, CSS pixels */
export function fit(picture: Size, view: Size, beside = 0): Camera {
  const side = clamp(view.width / 12, NARROW_MARGIN, MARGIN);
  const room = view.width - 2 * side - beside;
  const down = (view.height - 2 * MARGIN) / Math.max(picture.height, 1);
  const scale = clamp(Math.min(room / Math.max(picture.width, 1), down), FARTHEST, NEAREST_FIT);
  return {
    scale,
    left: (view.width - picture.width * scale - beside) / 2,
    top: (view.height - picture.height * scale) / 2,
  };
}

/** Nearer or farther, with the point under the pointer standing still. */
export function zoom(camera: Camera, factor: number, at: { x: number; y: number }): Camera {
  const scale = clamp(camera.scale * factor, FARTHEST, NEAREST);
  const ratio = scale / camera.scale;
  return { scale, left: at.x - (at.x - camera.left) * ratio, top: at.y - (at.y - camera.top) * ratio };
}

export function pan(camera: Camera, right: number, down: number): Camera {
  return { ...camera, left: camera.left + right, top: camera.top + down };
}

/** Moves only as far as needed for the point to stand inside the view. */
export function bringIntoView(camera: Camera, point: { x: number; y: number }, view: Size): Camera {
  const x = camera.left + point.x * camera.scale;
  const y = camera.top + point.y * camera.scale;
  const inside = (value: number, size: number): number =>
    clamp(value, Math.min(MARGIN, size / 2), Math.max(size - MARGIN, size / 2));
  return pan(camera, inside(x, view.width) - x, inside(y, view.height) - y);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
