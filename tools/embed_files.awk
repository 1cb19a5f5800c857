# Turns files into C: the screens, embedded in the binary (src/server/static.h).
#
#     awk -f tools/embed_files.awk FOLDER=FILE…
#
# The file's path in URLs is what follows FOLDER. FILE.gz and FILE.br are the same file compressed ahead. `od` reads the bytes.
BEGIN {
	print "/* Files of the screens. Made by tools/embed_files.awk: do not edit. */"
	print "#include \"server/static.h\"\n\n#include <stddef.h>\n"
	for (i = 1; i < ARGC; i++)
		embed(i, ARGV[i])
	print "const struct static_file static_files[] = {"
	for (i = 1; i < ARGC; i++)
		if (path[i] !~ /\.(gz|br)$/)
			printf "\t{\"%s\", \"%s\", %s, %s, %s},\n", path[i], type(path[i]), bytes(path[i]), bytes(path[i] ".gz"), bytes(path[i] ".br")
	print "\t{NULL, NULL, {NULL, NULL, 0}, {NULL, NULL, 0}, {NULL, NULL, 0}},\n};"
}

function bytes(name,    i) {
	i = number[name]
	return i ? sprintf("{\"\\\"%s\\\"\", (const char *)bytes_%d, %d}", tag[i], i, size[i]) : "{NULL, NULL, 0}"
}

function embed(i, argument,    cut, file, command, line) {
	cut = index(argument, "=")
	file = substr(argument, 1, cut - 1) substr(argument, cut + 1)
	path[i] = substr(argument, cut + 1)
	number[path[i]] = i
	command = "od -An -v -tu1 -w64 '" file "'"
	printf "static const unsigned char bytes_%d[] = {\n", i
	while ((command | getline line) > 0) {
		size[i] += gsub(/ +/, ",", line)
		print substr(line, 2) ","
	}
	close(command)
	print "0};\n"
	command = "sha256sum '" file "'"
	command | getline line
	close(command)
	tag[i] = substr(line, 1, 32)
}

function type(name) {
	if (name ~ /\.html$/) return "text/html; charset=utf-8"
	if (name ~ /\.js$/) return "text/javascript; charset=utf-8"
	if (name ~ /\.css$/) return "text/css; charset=utf-8"
	if (name ~ /\.json$/) return "application/json"
	if (name ~ /\.svg$/) return "image/svg+xml"
	if (name ~ /\.png$/) return "image/png"
	if (name ~ /\.ico$/) return "image/x-icon"
	if (name ~ /\.woff2$/) return "font/woff2"
	if (name ~ /\.webmanifest$/) return "application/manifest+json"
	return "application/octet-stream"
}
