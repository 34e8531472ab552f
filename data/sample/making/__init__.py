"""How the bundled sample web is made from the five notices: read by ``build_web.py`` alone."""
