// Draws a figure of the page into a file, as it is seen: its name, its legend and every mark, as SVG or as PNG. What is drawn
// is gathered once, as shapes and words in the colours of the page, and written twice. Loaded when somebody asks for it.
const NAMESPACE = "http://www.w3.org/2000/svg";
/** Around the figure, and pixels of a PNG for each of the page's. */
const MARGIN = 12;
const DENSITY = 2;
/** What is on the page for the page: controls, what is read out, tables. */
const LEFT_OUT = ".draws,.files,.read-out,.help,.vh,.strip-says,.scroll,table,details,button,label,input,select,title,desc,[hidden]";

/** Any colour of a style sheet as bytes: what files hold is understood by everybody. */
const colours = (() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  return (css) => {
    if (!known.has(css)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
      known.set(css, { css: `rgb(${r},${g},${b})`, opacity: a / 255 });
    }
    return known.get(css);
  };
})();

/** The shapes and words of a figure, in pixels from its upper left corner. */
const gathered = (figure) => {
  const shapes = [];
  const { left, top } = figure.getBoundingClientRect();
  const at = new DOMMatrix([1, 0, 0, 1, MARGIN - left, MARGIN - top]);
  const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  const rectangle = (x, y, width, height) => `M${x} ${y}h${width}v${height}h${-width}z`;

  const shape = (d, matrix, { fill, stroke, width = 1, dashes = [], cap = "butt", opacity = 1 }) => {
    if (fill || stroke) shapes.push({ d, matrix, fill, stroke, width, dashes, cap, opacity });
  };
  const box = ({ x, y, width, height }, fill, more) => shape(rectangle(x, y, width, height), at, { fill, ...more });

  /** A background; of stripes, the two colours that they have. */
  const background = (style, place, more) => {
    const [first, ...others] = style.backgroundImage.match(/(?:rgba?|color|oklab|oklch|lab)\([^()]*\)/g) ?? [];
    if (colours(style.backgroundColor).opacity > 0) box(place, style.backgroundColor, more);
    if (!first) return;
    box(place, first);
    for (let x = 3; x < place.width; x += 6) {
      box({ ...place, x: place.x + x, width: Math.min(3, place.width - x), y: place.y, height: place.height }, others.at(-1));
    }
  };

  const element = (node, style) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    background(style, { x, y, width, height });
    const edge = parseFloat(style.borderTopWidth);
    if (edge > 0 && parseFloat(style.borderLeftWidth) > 0) {
      const inner = { x: x + edge / 2, y: y + edge / 2, width: width - edge, height: height - edge };
      const dashes = style.borderTopStyle === "dashed" ? [3 * edge, 2 * edge] : [];
      box(inner, undefined, { stroke: style.borderTopColor, width: edge, dashes });
    }
    // the mark of an entry of a legend
    const before = getComputedStyle(node, "::before");
    const [wide, high] = [parseFloat(before.width), parseFloat(before.height)];
    if (before.content !== '""' || before.display === "none" || !(wide > 0)) return;
    const place = { x, y: y + (parseFloat(style.lineHeight) || height) / 2 - high / 2, width: wide, height: high };
    const opacity = Number(before.opacity);
    if (before.borderRadius === "50%") {
      const r = wide / 2;
      shape(circle(place.x + r, place.y + r, r), at, { fill: before.backgroundColor, opacity });
    } else background(before, place, { opacity });
    for (const kind of ["outline", "border"]) {
      const line = parseFloat(before[kind === "border" ? "borderTopWidth" : "outlineWidth"]);
      const [look, stroke] = kind === "border" ? [before.borderTopStyle, before.borderTopColor] : [before.outlineStyle, before.outlineColor];
      if (line > 0 && look !== "none") box(place, undefined, { stroke, width: line });
    }
  };

  /** The lines into which a text is broken. */
  const words = (node, style) => {
    const range = document.createRange();
    let line;
    for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.trimEnd().length);
      const { x, y, height } = range.getBoundingClientRect();
      if (height === 0) continue;
      if (line?.top !== y) {
        line = { text: "", top: y, x, y: y + height * 0.77, matrix: at, anchor: "start", ...letters(style), fill: style.color };
        shapes.push(line);
      }
      line.text += word.replace(/\s+$/, " ");
    }
  };
  const letters = ({ fontSize, fontWeight, fontFamily }) => ({ size: parseFloat(fontSize), weight: fontWeight, family: fontFamily });

  const number = (node, name) => Number(node.getAttribute(name) ?? 0);
  const outline = (node) => {
    const n = (name) => number(node, name);
    switch (node.localName) {
      case "path":
        return node.getAttribute("d");
      case "rect":
        return rectangle(n("x"), n("y"), n("width"), n("height"));
      case "line":
        return `M${n("x1")} ${n("y1")}L${n("x2")} ${n("y2")}`;
      case "circle":
        return circle(n("cx"), n("cy"), n("r"));
    }
  };
  const paint = (css) => (css === "none" ? undefined : css);

  /** What is within an `svg`; what is drawn like something else is where that one is used. */
  const graphic = (node, used) => {
    if (node.matches(LEFT_OUT)) return;
    const style = getComputedStyle(node);
    if (style.display === "none") return;
    const matrix = used ?? at.multiply(DOMMatrix.fromMatrix(node.getScreenCTM()));
    if (node.localName === "use") {
      const like = document.querySelector(node.getAttribute("href"));
      return like && graphic(like, matrix);
    }
    if (node.localName === "text") {
      const fill = paint(style.fill);
      const place = { x: number(node, "x"), y: number(node, "y"), anchor: style.textAnchor };
      shapes.push({ text: node.textContent, matrix, ...place, ...letters(style), fill });
    }
    const d = outline(node);
    if (d) {
      const width = style.vectorEffect === "non-scaling-stroke" ? parseFloat(style.strokeWidth) / matrix.a : parseFloat(style.strokeWidth);
      const dashes = style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat);
      const [fill, stroke] = [paint(style.fill), paint(style.stroke)];
      shape(d, matrix, { fill, stroke, width, dashes, cap: style.strokeLinecap, opacity: Number(style.opacity) });
    }
    for (const child of node.children) graphic(child, used);
  };

  const walk = (node, style) => {
    if (node.nodeType === Node.TEXT_NODE) return words(node, style);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return;
    if (node.localName === "svg") return graphic(node);
    const own = getComputedStyle(node);
    if (own.display === "none" || own.visibility === "hidden") return;
    if (node !== figure) element(node, own);
    for (const child of node.childNodes) walk(child, own);
  };
  walk(figure);
  return shapes;
};

/** As large as what is in it. */
const extent = (figure) => {
  const { left, top } = figure.getBoundingClientRect();
  const seen = [...figure.querySelectorAll("*")].filter((node) => !node.closest(LEFT_OUT) && node.checkVisibility());
  const edges = seen.map((node) => node.getBoundingClientRect());
  const most = (of) => Math.ceil(Math.max(0, ...edges.map(of)) + 2 * MARGIN);
  return [most(({ right }) => right - left), most(({ bottom }) => bottom - top)];
};

/** The colour behind a figure. */
const ground = (figure) => {
  for (let node = figure; node; node = node.parentElement) {
    const css = getComputedStyle(node).backgroundColor;
    if (colours(css).opacity > 0) return css;
  }
  return "white";
};

const toSvg = (shapes, [width, height], behind, name) => {
  const round = (n) => Number(n.toFixed(2));
  const root = document.createElementNS(NAMESPACE, "svg");
  const add = (tag, attributes, text) => {
    const node = root.appendChild(document.createElementNS(NAMESPACE, tag));
    Object.entries(attributes).forEach(([key, value]) => value !== undefined && node.setAttribute(key, value));
    if (text) node.textContent = text;
  };
  const painted = (key, css) => {
    if (!css) return key === "fill" ? { fill: "none" } : {};
    const { css: plain, opacity } = colours(css);
    return { [key]: plain, ...(opacity < 1 ? { [`${key}-opacity`]: round(opacity) } : {}) };
  };
  Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height }).forEach(([key, value]) => root.setAttribute(key, value));
  add("title", {}, name);
  add("rect", { width, height, ...painted("fill", behind) });
  for (const s of shapes) {
    const { a, b, c, d, e, f } = s.matrix;
    const transform = `matrix(${[a, b, c, d, e, f].map((n) => Number(n.toFixed(4))).join(" ")})`;
    if (s.text !== undefined) {
      const { x, y, anchor, size, weight, family } = s;
      const font = { "font-size": size, "font-weight": weight === "400" ? undefined : weight, "font-family": family };
      add("text", { x: round(x), y: round(y), transform, "text-anchor": anchor === "start" ? undefined : anchor, ...font, ...painted("fill", s.fill) }, s.text);
    } else {
      const stroke = s.stroke && { "stroke-width": round(s.width), "stroke-linecap": s.cap, "stroke-dasharray": s.dashes.join(" ") || undefined };
      const opacity = s.opacity < 1 ? s.opacity : undefined;
      add("path", { d: s.d, transform, opacity, ...painted("fill", s.fill), ...painted("stroke", s.stroke), ...stroke });
    }
  }
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
};

const toPng = (shapes, [width, height], behind) => {
  const canvas = new OffscreenCanvas(width * DENSITY, height * DENSITY);
  const context = canvas.getContext("2d");
  context.fillStyle = behind;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const s of shapes) {
    context.setTransform(new DOMMatrix().scale(DENSITY).multiply(s.matrix));
    if (s.text !== undefined) {
      context.font = `${s.weight} ${s.size}px ${s.family}`;
      context.textAlign = s.anchor === "middle" ? "center" : s.anchor;
      context.fillStyle = s.fill;
      context.fillText(s.text, s.x, s.y);
      continue;
    }
    const path = new Path2D(s.d);
    context.globalAlpha = s.opacity;
    if (s.fill) {
      context.fillStyle = s.fill;
      context.fill(path);
    }
    if (s.stroke) {
      Object.assign(context, { strokeStyle: s.stroke, lineWidth: s.width, lineCap: s.cap });
      context.setLineDash(s.dashes);
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }
  return canvas.convertToBlob({ type: "image/png" });
};

/** Writes a figure into a file of the kind that is asked for, and hands it over. */
export const save = async (figure, kind) => {
  const name = figure.querySelector("figcaption :is(b, h2), h2, h3")?.textContent ?? figure.getAttribute("aria-label") ?? "figure";
  const parts = [gathered(figure), extent(figure), ground(figure)];
  const blob = await (kind === "png" ? toPng(...parts) : toSvg(...parts, name));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
