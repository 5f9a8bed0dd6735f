// Every page of the site, by a name for its picture and its structure.
const small = "v=1&pods=400&cpu_m=50&mem_mib=64";
const mix = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000";

export const pages = {
  "nodes": "/",
  "nodes-2018": "/?v=1&era=article",
  "nodes-nothing-fits": "/?v=1&volumes=128",
  "nodes-bad-link": "/?v=1&pods=-5&mode=magic",
  "fleet": `/fleet?${mix}&zones=2`,
  "fleet-nothing-fits": "/fleet?v=2&profile=huge&cpu_m=250000&max_vcpu=8",
  "pod-network": "/advice?v=1&q_vpc=yes&q_density=yes&q_encryption=yes&q_cni=weave&subnet=a&subnet_free=251",
  "pod-network-2018": "/advice?v=1&era=article&q_density=yes&q_perf=yes",
  "networking-modes": `/modes?${small}`,
  "addresses": `/addresses?${small}&subnet=a&subnet_free=251&subnet=b&subnet_free=4000`,
  "your-cluster": "/import",
  "types": "/instances?find=m5",
  "type": `/instances/m5.large?${small}`,
  "growth": `/growth?${small}`,
  "regions": `/regions?${small}`,
  "compare": `/compare?types=m5.large,c6a.large&${small}`,
  "article": "/article",
  "decide-together": `/rooms/new?${small}`,
  "join": "/r",
  "sources": "/sources",
  "glossary": "/glossary",
  "method": "/method",
  "no-address": `/failed-to-assign-an-ip-address?${small}&subnet=a&subnet_free=251`,
  "take-away": `/take-away?${small}`,
  "record": `/record?${small}`,
  "links": "/links",
  "api": "/api",
  "embed": `/embed?${small}`,
  "not-found": "/nope",
};

/** Whether the browser half takes a page over. */
export const isLive = (address: string) => /^\/(addresses|advice|fleet|modes)?(\?|$)/.test(address);
