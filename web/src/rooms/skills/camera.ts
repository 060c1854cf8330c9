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
const FARTHEST = 1;
const MARGIN = 60;

/** All of the picture, in the middle. */
export function fit(picture: Size, view: Size): Camera {
  const across = (view.width - 2 * MARGIN) / Math.max(picture.width, 1);
  const down = (view.height - 2 * MARGIN) / Math.max(picture.height, 1);
  const scale = clamp(Math.min(across, down), FARTHEST, 48);
  return {
    scale,
    left: (view.width - picture.width * scale) / 2,
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
